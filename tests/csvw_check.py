"""Every CSV file that the examples make is what the metadata beside it say, as the Python package csvw reads them.

    python tests/csvw_check.py target/release/masam

Needs the package csvw. Each table is read cell by cell with its datatypes; what doesn't fit is an error. Keys are looked at here,
by the columns that the metadata name. The file with HXL tags is read too: its row of tags is no data. Left out are files
written for Excel (this package doesn't read decimal commas in numbers) and the list of `masam check`, whose header `row id` it
knows by its name only.
"""

import csv
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

from csvw import Table

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
HEALTH = EXAMPLES / "health-survey"
SCORECARD = EXAMPLES / "health-scorecard"
FACILITIES = EXAMPLES / "facilities"

COMMANDS = {
    "card": f"report-card {HEALTH}/round-1.xlsx --instrument health --round 2024",
    "public": f"report-card {HEALTH}/round-1.xlsx --instrument health --round 2024 --public --hxl",
    "gaps": f"gaps {HEALTH}/round-1.xlsx --instrument health --round 2024 --within-places",
    "change": f"change --round 2024={HEALTH}/round-1.xlsx --round 2025={HEALTH}/round-2.xlsx --instrument health",
    "compare": f"compare {FACILITIES}/survey.csv --instrument health --checklist {FACILITIES}/checklist.xlsx "
    f"--facilities {FACILITIES}/register.csv --adjust age,schooling --as-of 2025-06-01",
    "scorecard": f"scorecard {SCORECARD}/round-1 {SCORECARD}/round-2 --facilities {SCORECARD}/facilities.csv --as-of 2026-06-30",
    "sdmx": f"report-card {HEALTH}/round-1.xlsx --instrument health --round 2024 --public --format sdmx",
    "dictionary": "instrument dictionary health",
}


def read(metadata):
    """The rows of a table, as its metadata say they are."""
    said = json.loads(metadata.read_text(encoding="utf-8"))
    rows = list(Table.from_file(metadata))
    with open(metadata.with_name(metadata.name.removesuffix("-metadata.json")), newline="", encoding="utf-8") as file:
        lines = list(csv.reader(file))
    titles = [column["titles"]["und"] for column in said["tableSchema"]["columns"]]
    assert lines[0] == titles, f"{metadata.name}: the header is {lines[0]}"
    data = [line for line in lines[1:] if not line[0].startswith("#")]
    assert len(rows) == len(data), f"{metadata.name}: {len(rows)} rows were read of {len(data)}"
    key = [titles.index(name) for name in said["tableSchema"].get("primaryKey", [])]
    names = {tuple(line[at] for at in key) for line in data}
    assert not key or len(names) == len(data), f"{metadata.name}: two rows have one name"
    return len(rows)


def main(program):
    warnings.simplefilter("error")
    files = rows = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, command in COMMANDS.items():
            words = [program, *command.split(), "--quiet", "--out", f"{folder}/{name}.csv"]
            words += [] if "--format" in command else ["--format", "csv"]
            made = subprocess.run(words, capture_output=True, text=True)
            assert made.returncode in (0, 3), f"{command}: {made.stderr}"
        for metadata in sorted(Path(folder).glob("*.csv-metadata.json")):
            rows += read(metadata)
            files += 1
    print(f"{files} files with {rows} rows are what their metadata say")


main(sys.argv[1])
