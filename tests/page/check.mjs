// Tries a page in a browser: languages, sorting, filtering, links, keyboard, phone, print, accessibility.
//
//   node check.mjs page.html chromium [any]
//
// The page is a report card in both languages, Mongolian first; with `any` it may be another report, and only what holds of
// every page is tried. Ends with 1 if anything isn't so.
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';

const [file, browserPath, any] = process.argv.slice(2);
const url = pathToFileURL(resolve(file)).href;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let failed = 0;
function check(what, is, found) {
  if (!is) failed++;
  console.log(`${is ? 'ok  ' : 'FAIL'} ${what}${is || found === undefined ? '' : `: ${JSON.stringify(found)}`}`);
}

const browser = await puppeteer.launch({ executablePath: browserPath, args: ['--no-sandbox'] });
async function open(hash = '', { script = true, wide = 1280, high = 900 } = {}) {
  const page = await browser.newPage();
  page.said = [];
  page.on('console', (message) => page.said.push(message.text()));
  page.on('pageerror', (error) => page.said.push(String(error)));
  page.on('request', (request) => { if (!request.url().startsWith('file:')) page.said.push(request.url()); });
  await page.setJavaScriptEnabled(script);
  await page.setViewport({ width: wide, height: high });
  await page.goto(url + hash, { waitUntil: 'load' });
  return page;
}
const heading = (page) => page.$eval('h1', (h) => h.innerText.trim());
const cyrillic = /[а-яөү]{3}/i;

check(any ? 'it is smaller than 3 MB' : 'it is smaller than 1 MB', statSync(file).size < (any ? 3e6 : 1e6), statSync(file).size);

{
  const page = await open('', { script: false });
  check('without a script it is in Mongolian', cyrillic.test(await heading(page)), await heading(page));
  check('without a script there is no toolbar', !(await page.$eval('.tools', (t) => t.offsetHeight)));
  await page.click('label[for=lang-en]');
  check('without a script the language can be chosen', !cyrillic.test(await heading(page)), await heading(page));
  check('without a script every table is there', (await page.$$('figure.grid tbody tr')).length > (any ? 5 : 100));
  await page.close();
}

{
  const page = await open();
  check('nothing is fetched and nothing goes wrong', page.said.length === 0, page.said);
  await page.close();
}

if (!any) {
  const page = await open();
  const first = () => page.$eval('#t-summary-headline tbody td.n', (c) => c.innerText.trim());
  const mongolian = await first();
  check('Mongolian digits have a comma', /^\S*\s*\d+,\d/.test(mongolian), mongolian);
  await page.click('label[for=lang-en]');
  check('English is shown', !cyrillic.test(await heading(page)), await heading(page));
  check('the page says which language it is in', (await page.$eval('html', (h) => h.lang)) === 'en');
  check('English digits have a point', (await first()) === mongolian.replace(',', '.'), await first());
  check('the choice is in the address', page.url().includes('lang=en'), page.url());
  await page.click('label[for=lang-mn]');
  check('back in Mongolian the digits are as before', (await first()) === mongolian, await first());
  await page.close();
}

if (!any) {
  const page = await open();
  const column = () => page.$$eval('#t-scores tbody tr:not(.total):not(.part)', (rows) => rows.map((r) => r.cells[2].innerText));
  const value = (text) => (/\d/.test(text) ? parseFloat(text.replace(/[^\d,]/g, '').replace(',', '.')) : null);
  const before = await column();
  await page.evaluate(() => document.querySelectorAll('#t-scores thead tr:last-child button')[2].click());
  const up = (await column()).map(value);
  const numbers = up.filter((v) => v !== null);
  check('a column is sorted upwards', numbers.every((v, i) => i === 0 || numbers[i - 1] <= v), up);
  check('what has no value stands last', up.indexOf(null) === -1 || up.slice(up.indexOf(null)).every((v) => v === null), up);
  check('the sorted column says so', (await page.$$eval('#t-scores th[aria-sort=ascending]', (t) => t.length)) === 1);
  await page.evaluate(() => document.querySelectorAll('#t-scores thead tr:last-child button')[2].click());
  check('and downwards', (await column()).map(value).filter((v) => v !== null).join() === numbers.reverse().join());
  const kept = page.url();
  await page.evaluate(() => document.querySelectorAll('#t-scores thead tr:last-child button')[2].click());
  check('a third time restores the order', (await column()).join('|') === before.join('|'));
  const again = await open(kept.slice(kept.indexOf('#')));
  const first = await again.$$eval('#t-scores tbody tr', (rows) => rows[0].cells[2].innerText);
  check('a link keeps the order', value(first) === numbers[0], first);
  await again.close();
  await page.close();
}

if (!any) {
  const page = await open();
  const places = await page.$$eval('#place option', (options) => options.map((o) => o.value));
  check('places can be chosen', places.length > 10, places.length);
  const chosen = places.find((p) => p.startsWith('Ховд'));
  await page.select('#place', chosen);
  const left = await page.$$eval('#t-scores tbody tr', (rows) => rows.filter((r) => r.offsetHeight).map((r) => r.cells[0].innerText.trim()));
  check('only its row is left', left.length === 1 && left[0] === chosen, left);
  check('how many rows are left is told', /\d/.test(await page.$eval('.tools output', (o) => o.innerText)));
  const dimensions = await page.$$eval('#dimension option', (options) => options.map((o) => o.value));
  await page.select('#dimension', dimensions[1]);
  const heads = await page.$$eval('#t-scores thead tr:first-child th', (t) => t.filter((h) => h.offsetHeight).map((h) => h.innerText.trim()));
  check('only its dimension is left', heads.length === 1 && heads[0] === dimensions[1], heads);
  const again = await open(page.url().slice(page.url().indexOf('#')));
  check('a link keeps the filter', (await again.$eval('#place', (s) => s.value)) === chosen);
  await again.close();
  await page.click('.tools button[type=reset]');
  await new Promise((done) => setTimeout(done, 100));
  check('everything comes back', (await page.$$eval('.out', (out) => out.length)) === 0);
  await page.type('#find', 'эмнэлэг-байхгүй-үг');
  check('a word that is nowhere leaves no row', (await page.$$eval('figure.grid tbody tr', (rows) => rows.filter((r) => r.offsetHeight).length)) === 0);
  await page.close();
}

if (!any) {
  const whole = await open();
  const scores = await whole.evaluate(() => document.querySelector('section[id^="scores-"]')?.id);
  await whole.close();
  const page = await open(`#${scores}`);
  const section = await page.evaluate(() => {
    const target = document.getElementById(location.hash.slice(1).split('?')[0]);
    return target && Math.round(target.getBoundingClientRect().top);
  });
  check('a link leads to its section', section !== null && Math.abs(section) < 200, section);
  await page.close();
  const keys = await open();
  await keys.keyboard.press('Tab');
  check('the first stop of the keyboard skips to the content', await keys.evaluate(() => document.activeElement.className === 'skip'));
  await keys.keyboard.press('Enter');
  check('and does so', await keys.evaluate(() => location.hash.startsWith('#main')));
  await keys.close();
}

for (const [wide, name, langs] of [[1280, 'on a desk', ['mn', 'en']], [390, 'on a phone', ['en']], [320, 'on a small phone', []]]) {
  const page = await open('', { wide, high: 800 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name} the page itself doesn't scroll sideways`, over <= 0, over);
  if (langs.length) await page.evaluate(axe);
  for (const lang of any ? langs.slice(0, 1) : langs) {
    await page.click(`label[for=lang-${lang}]`);
    const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const told = found.violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 160)}`);
    check(`${name}, ${lang}: no fault of accessibility (${found.passes.length} rules hold)`, told.length === 0, told);
  }
  await page.close();
}

{
  const page = await open();
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  const pages = Buffer.from(pdf).toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  check('it prints', pages > 1, pages);
  await page.emulateMediaType('print');
  const clipped = await page.$$eval('.scroll', (all) => all.filter((s) => getComputedStyle(s).overflow !== 'visible').length);
  check('in print no table is cut by its frame', clipped === 0, clipped);
  check('in print there are no buttons', await page.$eval('.switch', (s) => s.offsetHeight === 0));
  await page.close();
}

await browser.close();
console.log(failed ? `${failed} failed` : 'all hold');
process.exit(failed ? 1 : 0);
