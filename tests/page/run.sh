#!/usr/bin/env bash
# Makes pages from the shipped examples and tries them in a browser.
#
#   tests/page/run.sh target/release/masam /usr/bin/chromium target/page
#
# The folder is the one that tests/page/tools.sh filled.
set -euo pipefail
program=$(realpath "$1")
browser=$2
here=$(realpath "$(dirname "$0")")
examples=$(realpath "$here/../../examples")
tools=$(realpath "$3")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Code 3 says that something was left out, as the examples mean it to be.
make() {
    "$program" "$@" --quiet || [ $? = 3 ]
}
make report-card "$examples/health-survey/round-1.xlsx" --instrument health --format html --out card.html
make check "$examples/health-survey/round-1.xlsx" --instrument health --format html --out check.html
make scorecard "$examples/health-scorecard" --instrument health-scorecard \
    --facilities "$examples/health-scorecard/facilities.csv" --as-of 2026-06-01 --format html --out scorecard.html
# Two pages: with the checklist beside the survey it is one of three megabytes, over which a browser takes longer than over both.
make compare "$examples/facilities/survey.csv" --instrument health \
    --facilities "$examples/facilities/register.csv" --as-of 2025-06-01 --format html --out compare.html
make compare "$examples/facilities/checklist.xlsx" --instrument health-facility \
    --facilities "$examples/facilities/register.csv" --as-of 2025-06-01 --format html --out readiness.html
echo "-- card.html"
node "$tools/check.mjs" card.html "$browser" | grep -v '^ok'
for page in check scorecard compare readiness; do
    echo "-- $page.html"
    node "$tools/check.mjs" "$page.html" "$browser" any | grep -v '^ok'
done
