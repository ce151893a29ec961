#!/usr/bin/env python3
"""Writes the files that fuzzing begins with, into fuzz/corpus. They are small and say each one thing."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent

TEXT = [
    "аймаг,q1\nДорнод,1\n",
    "аймаг;оноо\r\nДорнод;3,5\r\nХовд;1 234,5\r\n",
    "sep=;\na;b\n1;2\n",
    "\ufeffнэр\tсум\n\"Бат\nДорж\"\tХан-Уул\n",
    "a,b\n1,\"never closed\n2,3\n",
    "a,b\r1,2\r3,4\r",
    "a,b\n1\n1,2,3\n\n,\n",
    "Тайлан\n\nQ1,Q2\nөвчин,нас\n\"{\"\"ImportId\"\":\"\"q\"\"}\",\"{\"\"ImportId\"\":\"\"r\"\"}\"\n1,2\n",
    "Аймаг,Тоо\n#adm1+name,#affected\nДорнод,5\n",
    "=1+1,@x\n\0,\x0b\n",
]
SHEET = '<worksheet><sheetData>%s</sheetData></worksheet>'
TABLE = '<office:document-content><office:body><table:table table:name="A">%s</table:table></office:body></office:document-content>'
CELL = '<table:table-cell office:value-type="string"%s><text:p>а</text:p></table:table-cell>'
PARTS = [
    (2, '<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1" state="hidden"/><sheet name="B" sheetId="2" r:id="rId9"/></sheets></workbook>'),
    (3, '<Relationships><Relationship Id="rId1" Type="worksheet" Target="../xl/workbook.xml"/></Relationships>'),
    (4, '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/></numFmts><cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'),
    (5, '<sst uniqueCount="9"><si><t xml:space="preserve"> a </t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si><si/></sst>'),
    (5, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst uniqueCount="1"><si><t>&b;</t></si></sst>'),
    (6, SHEET % '<row r="1"><c r="A1" t="inlineStr"><is><t>q</t></is></c><c r="XFD1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>'),
    (6, SHEET % '<row><c><f t="shared" si="0" ref="A1:B2">A1+1</f></c><c><f t="shared" si="0"/><v>3</v></c><c t="e"><v>#N/A</v></c></row>'),
    (6, SHEET % '<row r="2"><c r="A2" t="b"><v>1</v></c></row><row r="1"><c r="A1" t="s"><v>7</v></c><c r="A1" t="d"><v>2024-05-01</v></c></row>'),
    (7, TABLE % ('<table:table-row>' + CELL % '' + '</table:table-row>')),
    (7, TABLE % ('<table:table-row table:number-rows-repeated="9">' + CELL % ' table:number-columns-repeated="3"' + '</table:table-row>')),
    (7, TABLE % '<table:table-row><table:table-cell office:value-type="float" office:value="1"/><table:table-cell table:formula="of:=1"/></table:table-row>'),
]


def write(target, files):
    folder = HERE / "corpus" / target
    folder.mkdir(parents=True, exist_ok=True)
    for number, content in enumerate(files):
        (folder / f"seed-{number:02}").write_bytes(content)


def main():
    texts = [bytes([kind]) + text.encode() for text in TEXT for kind in (0, 1)]
    utf16 = [b"\0" + TEXT[0].encode(code) for code in ("utf-16", "utf-16-le")]
    cyrillic = [b"\0" + "аймаг;оноо\nДорнод;3,5\n".encode("windows-1251")]
    write("text", texts + utf16 + cyrillic)
    whole = [bytes([10]) + (ROOT / "tests/files" / name).read_bytes() for name in ("scorecard.xls", "scorecard.ods")]
    write("workbook", [bytes([kind]) + part.encode() for kind, part in PARTS] + [bytes([9]) + bytes(90)] + whole)
    instruments = sorted((ROOT / "instruments").glob("*/instrument.toml"))
    broken = ["", "a = 1", "id = \"x\"\n[[question]]\nid = \"q\"\n", "a = [" * 60, "п = { q = 1e999 }"]
    write("instrument", [path.read_bytes() for path in instruments] + [text.encode() for text in broken])


if __name__ == "__main__":
    main()
