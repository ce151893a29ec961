#!/usr/bin/env bash
# Makes the script of R for each shipped survey, as it is and with two rounds as one survey, and runs it: R must give every number of
# the card from the same files.
#
#   tests/recompute.sh target/release/masam
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The first word names the instrument, the others are files and options. A card from which something was left out ends with code 3.
recompute() {
    local instrument=$1 code=0
    shift
    "$program" report-card "$@" --instrument "$instrument" --format r --out "$work/card.R" --force --quiet || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || return "$code"
    printf '%s: ' "$*"
    Rscript "$work/card.R" >"$work/said" 2>&1 || { code=$?; cat "$work/said"; return "$code"; }
    tail -n 1 "$work/said"
}

recompute health examples/health-survey/round-1.xlsx
recompute education examples/education-survey/survey.csv
recompute health examples/health-survey/round-1.xlsx examples/health-survey/round-2.xlsx --by sex --average population
