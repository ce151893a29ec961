#!/usr/bin/env bash
# Makes pages from the shipped examples and tries them in a browser.
#
#   tests/page/run.sh target/release/masam /usr/bin/chromium
set -euo pipefail
program=$(realpath "$1")
browser=$2
here=$(realpath "$(dirname "$0")")
examples=$(realpath "$here/../../examples")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$here/package.json" "$here/check.mjs" "$work"
cd "$work"
npm install --silent --no-audit --no-fund

# Code 3 says that something was left out, as the examples mean it to be.
make() {
    "$program" "$@" --quiet || [ $? = 3 ]
}
make report-card "$examples/health-survey/round-1.xlsx" --instrument health --format html --out card.html
make check "$examples/health-survey/round-1.xlsx" --instrument health --format html --out check.html
make scorecard "$examples/health-scorecard" --instrument health-scorecard \
    --facilities "$examples/health-scorecard/facilities.csv" --as-of 2026-06-01 --format html --out scorecard.html
make compare "$examples/facilities/survey.csv" --instrument health --checklist "$examples/facilities/checklist.xlsx" \
    --facilities "$examples/facilities/register.csv" --as-of 2025-06-01 --format html --out compare.html
echo "-- card.html"
node check.mjs card.html "$browser" | grep -v '^ok'
for page in check scorecard compare; do
    echo "-- $page.html"
    node check.mjs "$page.html" "$browser" any | grep -v '^ok'
done
