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
REGISTER = Path(__file__).resolve().parent.parent / "examples" / "facilities" / "register.csv"


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
    several = folder / "several.toml"
    several.write_text(SEVERAL, encoding="utf-8")
    yield str(several), []


# What no shipped instrument has: several answers, bounds as filters, codes with quotes, numbers with a fraction.
SEVERAL = """
id = "several"
version = "1.0"
sector = "health"
place_set = "masam"
title = { mn = "Олон хариулттай асуулга", en = "Questions with several answers" }
description = { mn = "Туршилт", en = "A trial" }

[columns]
area = ["area"]
clusters = [["psu"], ["household"]]

[missing]
usual = { dont_know = ["98", "Мэдэхгүй"], refused = ["99"] }
number = { dont_know = ["-98"], refused = ["-99"] }

[base.hindered]
title = { mn = "саад тулгарсан", en = "hindered" }
where = { S1 = ["fee", "far"], age = { at_least = -100, below = 25 } }

[base.free]
title = { mn = "төлбөр саад болоогүй", en = "not by the fee" }
where = { "S1/fee" = ["0"], S2 = ["it's", "5\\" and 'x'"] }

[[question]]
id = "S1"
text = { mn = "Юу саад болсон бэ?", en = "What hindered you?" }
multiple = true
answers = [
    { code = "fee", mn = "Төлбөр", en = "The fee" },
    { code = "far", mn = "Хол", en = "The way" },
]
missing = "usual"

[[question]]
id = "age"
text = { mn = "Нас", en = "Age" }
number = { unit = { mn = "нас", en = "years" }, least = 0, most = 110 }
missing = "number"

[[question]]
id = "S2"
text = { mn = "Хэдэн \\"тоннын\\" <сав> & юу?", en = "Which?" }
answers = [
    { code = "it's", mn = "Нэг", en = "One" },
    { code = "5\\" and 'x'", mn = "Хоёр", en = "Two" },
]

[[question]]
id = "S3"
text = { mn = "Хэдэн км вэ?", en = "How many km?" }
number = { unit = { mn = "км", en = "km" }, least = 0, most = 2.5 }
asked = "hindered"

[[question]]
id = "S4"
text = { mn = "Өөр юу?", en = "What else?" }
answers = [{ code = "a", mn = "А", en = "A" }, { code = "b", mn = "Б", en = "B" }]
asked = "free"

[[dimension]]
id = "access"

[[indicator]]
id = "S1.fee"
title = { mn = "Төлбөр саад болсон", en = "Hindered by the fee" }
dimension = "access"
measure = { share = "S1", codes = ["fee"] }
better = "lower"
"""


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
