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

# The first word names the case and the second the instrument, the others are files and options. A card from which something was left
# out ends with code 3.
recompute() {
    local script="$work/$1.R" said="$work/$1.txt" instrument=$2 code=0
    shift 2
    "$program" report-card "$@" --instrument "$instrument" --format r --out "$script" --quiet || code=$?
    [ "$code" = 0 ] || [ "$code" = 3 ] || return "$code"
    Rscript "$script" >"$said" 2>&1 || { code=$?; cat "$said"; return "$code"; }
    printf '%s: %s\n' "$*" "$(tail -n 1 "$said")"
}

# Side by side: R uses one core for each.
running=()
recompute health health examples/health-survey/round-1.xlsx & running+=($!)
recompute education education examples/education-survey/survey.csv --by sex,poverty & running+=($!)
recompute rounds health examples/health-survey/round-1.xlsx examples/health-survey/round-2.xlsx --by sex --average population & running+=($!)
for one in "${running[@]}"; do wait "$one"; done
