(function () {
  'use strict';
  // Adds to a page that is whole without it: sorting, filtering, links that keep the view, digits in the chosen language.
  var root = document.documentElement, tools = document.querySelector('.tools');
  var find = document.getElementById('find'), place = document.getElementById('place');
  var dimension = document.getElementById('dimension'), shown = tools.querySelector('output');
  var first = root.lang, buttons = [].slice.call(document.querySelectorAll('input[name=lang]'));
  var tables = [].slice.call(document.querySelectorAll('figure.grid table')).map(read);
  var places = ['place', 'area'], keep = { sort: '' };

  function lang() {
    var pressed = buttons.filter(function (b) { return b.checked; })[0];
    return pressed ? pressed.value : first;
  }
  function word(name) {
    var entry = tools.querySelector('data[value=' + name + ']');
    return entry.dataset[lang()];
  }
  // What a cell says in one language; a sign that is only for the eye doesn't count.
  function text(cell, of) {
    var own = cell.querySelector(':scope > span[lang=' + of + ']');
    return (own || cell).textContent.replace(/\s+/g, ' ').trim();
  }
  function value(cell) {
    var said = cell.classList.contains('n') && cell.dataset.said ? cell.dataset.said : cell.textContent;
    var digits = said.replace(/[\s\u00a0\u202f]/g, '');
    digits = first === 'mn' ? digits.replace(',', '.') : digits.replace(/,/g, '');
    var found = digits.replace('\u2212', '-').match(/[+-]?\d+(\.\d+)?/);
    return found && cell.classList.contains('n') ? parseFloat(found[0]) : null;
  }
  function read(table) {
    var heads = [].slice.call(table.tHead.rows[table.tHead.rows.length - 1].cells);
    return { table: table, id: table.closest('figure').id, heads: heads, rows: [].slice.call(table.tBodies[0].rows),
      column: function (names) {
        for (var at = 0; at < heads.length; at++) if (names.indexOf(heads[at].dataset.c) >= 0) return at;
        return -1;
      } };
  }

  function sort(of, at, down) {
    var rows = of.rows.slice();
    if (at >= 0) {
      var by = rows.map(function (row, was) {
        var cell = row.cells[at];
        return { row: row, was: was, total: row.classList.contains('total'), number: cell ? value(cell) : null,
          text: cell ? text(cell, lang()) : '' };
      });
      by.sort(function (a, b) {
        if (a.total !== b.total) return a.total ? 1 : -1;
        if ((a.number === null) !== (b.number === null)) return a.number === null ? 1 : -1;
        var order = a.number === null ? a.text.localeCompare(b.text, lang()) : a.number - b.number;
        return order ? (down ? -order : order) : a.was - b.was;
      });
      rows = by.map(function (one) { return one.row; });
    }
    rows.forEach(function (row) { of.table.tBodies[0].appendChild(row); });
    of.heads.forEach(function (head, own) {
      if (own === at) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else head.removeAttribute('aria-sort');
    });
    keep.sort = at >= 0 ? of.id + '.' + at + (down ? '.down' : '') : '';
  }

  function filter() {
    var wanted = find.value.trim().toLowerCase(), where = place.value, what = dimension.value, count = 0;
    tables.forEach(function (of) {
      var at = of.column(places), by = of.column(['dimension']);
      of.rows.forEach(function (row) {
        var fits = !wanted || row.textContent.toLowerCase().indexOf(wanted) >= 0;
        if (fits && where && at >= 0 && row.cells[at]) fits = text(row.cells[at], first) === where;
        if (fits && what && by >= 0 && row.cells[by]) fits = text(row.cells[by], first) === what;
        row.classList.toggle('out', !fits);
        if (fits) count++;
      });
      columns(of, what);
    });
    shown.textContent = wanted || where || what ? word('RowsShown').replace('{0}', count) : '';
    link();
  }
  // In a table with dimensions over its columns, the columns of the others are hidden.
  function columns(of, what) {
    if (of.table.tHead.rows.length < 2) return;
    var at = 0, hide = [];
    [].slice.call(of.table.tHead.rows[0].cells).forEach(function (group) {
      var out = what && group.scope === 'colgroup' && text(group, first) !== what;
      group.classList.toggle('out', !!out);
      for (var n = 0; n < group.colSpan; n++, at++) if (out) hide.push(at);
    });
    if (what && hide.length === at - of.table.tHead.rows[0].cells[0].colSpan) hide = [];
    [of.table.tHead.rows[1]].concat(of.rows).forEach(function (row) {
      [].slice.call(row.cells).forEach(function (cell, own) { cell.classList.toggle('out', hide.indexOf(own) >= 0); });
    });
    if (!hide.length) [].slice.call(of.table.tHead.rows[0].cells).forEach(function (g) { g.classList.remove('out'); });
  }
  function choices(select, all, names) {
    var chosen = select.value, seen = {};
    var cells = [];
    tables.forEach(function (of) {
      var at = of.column(names);
      if (at >= 0) of.rows.forEach(function (row) {
        // A row for all of them, or for the target, is no place.
        if (row.cells[at] && !row.classList.contains('total') && !row.classList.contains('part')) cells.push(row.cells[at]);
      });
    });
    select.textContent = '';
    select.add(new Option(word(all), ''));
    cells.forEach(function (cell) {
      var key = text(cell, first);
      if (key && !seen[key]) { seen[key] = 1; select.add(new Option(text(cell, lang()), key)); }
    });
    select.value = chosen;
    select.previousElementSibling.hidden = select.hidden = select.length < 3;
  }

  // Digits are written in the first language of the page; the other one writes them differently.
  function digits() {
    var other = lang() !== first;
    [].slice.call(document.querySelectorAll('td.n, th.n[scope=row], .facts dd')).forEach(function (cell) {
      [].slice.call(cell.childNodes).forEach(function (node) {
        if (node.nodeType !== 3) return;
        if (node.said === undefined) node.said = node.data;
        var now = node.said;
        if (other && first === 'mn') {
          now = now.replace(/(\d)[\u00a0\u202f ](?=\d{3}(?!\d))/g, '$1\u0001').replace(/(\d),(\d)/g, '$1.$2')
            .replace(/\u0001/g, ',').replace(/(\d)[\u00a0\u202f ]%/g, '$1%');
        } else if (other) {
          now = now.replace(/(\d),(?=\d{3}(?!\d))/g, '$1\u0001').replace(/(\d)\.(\d)/g, '$1,$2')
            .replace(/\u0001/g, '\u00a0').replace(/(\d)%/g, '$1\u00a0%');
        }
        node.data = now;
      });
    });
  }
  function speak() {
    root.lang = lang();
    digits();
    choices(place, 'AllPlaces', places);
    choices(dimension, 'AllDimensions', ['dimension']);
    tables.forEach(function (of) {
      of.heads.forEach(function (head) {
        var button = head.querySelector('button');
        if (button) button.title = word('SortBy').replace('{0}', text(button, lang()));
      });
    });
    filter();
  }

  function link() {
    var parts = [];
    if (lang() !== first) parts.push('lang=' + lang());
    if (place.value) parts.push('place=' + encodeURIComponent(place.value));
    if (dimension.value) parts.push('dimension=' + encodeURIComponent(dimension.value));
    if (find.value) parts.push('find=' + encodeURIComponent(find.value));
    if (keep.sort) parts.push('sort=' + keep.sort);
    var anchor = location.hash.slice(1).split('?')[0];
    var hash = '#' + anchor + (parts.length ? '?' + parts.join('&') : '');
    try { history.replaceState(null, '', hash === '#' ? location.pathname + location.search : hash); } catch (e) { /* a file may not have a history */ }
  }
  function follow() {
    var view = {}, parts = location.hash.slice(1).split('?');
    (parts[1] || '').split('&').forEach(function (part) {
      var at = part.indexOf('=');
      if (at > 0) view[part.slice(0, at)] = decodeURIComponent(part.slice(at + 1));
    });
    buttons.forEach(function (b) { if (b.value === (view.lang || first)) b.checked = true; });
    speak();
    find.value = view.find || '';
    place.value = view.place || '';
    dimension.value = view.dimension || '';
    if (view.sort) {
      var by = view.sort.split('.');
      tables.filter(function (of) { return of.id === by[0]; }).forEach(function (of) { sort(of, +by[1], by[2] === 'down'); });
    }
    filter();
    var target = parts[0] && document.getElementById(parts[0]);
    if (target) target.scrollIntoView();
  }

  tables.forEach(function (of) {
    if (of.rows.length < 3) return;
    of.heads.forEach(function (head, at) {
      var button = document.createElement('button');
      button.type = 'button';
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener('click', function () {
        var now = head.getAttribute('aria-sort');
        if (now === 'ascending') sort(of, at, true);
        else if (now === 'descending') sort(of, -1, false);
        else sort(of, at, false);
        link();
      });
    });
  });
  tools.hidden = false;
  buttons.forEach(function (b) { b.addEventListener('change', speak); });
  [place, dimension].forEach(function (select) { select.addEventListener('change', filter); });
  find.addEventListener('input', filter);
  tools.addEventListener('submit', function (e) { e.preventDefault(); });
  tools.addEventListener('reset', function () { setTimeout(filter); });
  addEventListener('hashchange', follow);
  follow();
})();
