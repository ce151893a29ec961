#!/usr/bin/env python3
"""Every shipped instrument that has a form, in every order of languages, through pyxform and ODK Validate.

    tests/xlsform.py target/release/masam

Needs pyxform (pip install pyxform) and Java, for ODK Validate. A warning of either is a failure as well.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from pyxform.xls2xform import convert

INSTRUMENTS = ["health", "education", "health-facility", "education-facility"]
LANGUAGES = ["mn,en", "en,mn", "mn", "en"]
ROOT = Path(__file__).resolve().parent.parent
REGISTER = ROOT / "examples" / "facilities" / "register.csv"


def cases(folder):
    for instrument in INSTRUMENTS:
        for languages in LANGUAGES:
            yield instrument, ["--lang", languages]
    for places in ["all", "aimags", "districts"]:
        yield "education", ["--places", places]
    soums = folder / "soums.toml"
    soums.write_text(
        'id = "soums"\ntitle = { mn = "Сумд", en = "Soums" }\n'
        'members = ["Ховд аймаг, Буянт сум", "Увс аймаг", "БЗД", "Хөвсгөл аймаг, Мөрөн сум"]\n',
        encoding="utf-8",
    )
    yield "health", ["--places", str(soums)]
    for instrument in ["health", "health-facility"]:
        yield instrument, ["--facilities", str(REGISTER)]
    yield str(ROOT / "src" / "form" / "own.toml"), []


def main():
    program = sys.argv[1]
    failures = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for at, (instrument, options) in enumerate(cases(folder)):
            form = folder / f"form{at}.xlsx"
            command = [program, "instrument", "to-xlsform", instrument, *options, "--out", str(form), "--quiet"]
            said = " ".join([Path(instrument).stem, *(Path(option).name for option in options)])
            subprocess.run(command, check=True)
            try:
                made = convert(str(form), validate=True)
                wrong = "; ".join(made.warnings)
            except Exception as error:  # pyxform raises its own kinds and those of Java
                wrong = str(error)
            failures += bool(wrong)
            print(f"{said}: {wrong or 'accepted, no warnings'}")
    sys.exit(f"{failures} forms were refused or warned of" if failures else 0)


if __name__ == "__main__":
    main()
