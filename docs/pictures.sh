#!/usr/bin/env bash
# Draws the pictures of the README and the documents anew, each from the examples of the project.
#
#   docs/pictures.sh target/release/masam
#
# Drawings (SVG) need nothing beside the program, and are the same to the byte wherever they are made: a test compares them. The
# two photographs of pages (PNG) need LibreOffice (soffice) and poppler (pdftoppm, pdftotext); without them they stay as they are.
set -euo pipefail
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
images="$root/docs/images"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root/examples"

masam() { "$program" "$@" -q || [ $? = 3 ]; }

# Charts: a funnel, a change between rounds, how answers are spread, a map.
masam compare facilities/survey.csv -i health --facilities facilities/register.csv --checklist facilities/checklist.xlsx \
    --lang mn --format svg --out "$work/compare/"
cp "$work"/compare/*-funnel1-h05.svg "$images/funnel.svg"
masam change --round 2024=health-survey/round-1.xlsx --round 2025=health-survey/round-2.xlsx -i health \
    --lang en --format svg --out "$work/change/"
cp "$work"/change/*-rounds-h05.svg "$images/change.svg"
masam report-card health-survey/round-2.xlsx -i health --lang en --format svg --out "$work/card/"
cp "$work"/card/*-answers-h06-score.svg "$images/answers.svg"
masam report-card health-survey/round-2.xlsx -i health --round 2025 --public --format json --out "$work/health.json"
masam report-card education-survey/round-2.csv -i education --round 2025 --public --format json --out "$work/education.json"
masam forum --card "health=$work/health.json" --card "education=$work/education.json" --public \
    --lang en --format svg --out "$work/forum/"
cp "$work"/forum/*-map-health.svg "$images/forum-map.svg"

if ! command -v soffice >/dev/null || ! command -v pdftoppm >/dev/null; then
    echo "no soffice or no pdftoppm: scores.png and poster.png stay as they are" >&2
    exit 0
fi

# The poster, A3 at 50 dots to the inch.
masam scorecard health-scorecard/round-1 health-scorecard/round-2 --facilities health-scorecard/facilities.csv --as-of 2026-06-30 \
    --format json --out "$work/scorecard.json"
masam poster "$work/scorecard.json" --facility DoSHC-01 --out "$work/poster.pdf"
pdftoppm -r 50 -singlefile -png "$work/poster.pdf" "$images/poster"

# The sheet of scores, from the page of the printed workbook that begins with it.
masam report-card health-survey/round-1.xlsx -i health --lang en --out "$work/scores.xlsx"
soffice --headless --convert-to pdf --outdir "$work" "$work/scores.xlsx" >/dev/null 2>&1
page=1
until pdftotext -f $page -l $page "$work/scores.pdf" - | head -3 | grep -qx Scores; do page=$((page + 1)); done
pdftoppm -r 130 -f $page -l $page -x 50 -y 30 -W 1417 -H 590 -singlefile -png "$work/scores.pdf" "$images/scores"
