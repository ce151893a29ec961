"""Lists what is linked into the program, from `cargo metadata` on standard input: name, version, licence, authors, and the texts.

Build scripts, tests and macros aren't in the program, but their packages are listed too where something else needs them.
"""

import json
import re
import sys
from pathlib import Path

metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
root = metadata["resolve"]["root"]

seen, waiting = {root}, [root]
while waiting:
    for dependency in nodes[waiting.pop()]["deps"]:
        normal = any(kind["kind"] is None for kind in dependency["dep_kinds"])
        if normal and dependency["pkg"] not in seen:
            seen.add(dependency["pkg"])
            waiting.append(dependency["pkg"])

texts = {}
listed = sorted((packages[id] for id in seen - {root}), key=lambda package: (package["name"], package["version"]))
for package in listed:
    print(f"{package['name']} {package['version']}: {package['license'] or 'see its text'}; {', '.join(package['authors']) or 'its authors'}")
    folder = Path(package["manifest_path"]).parent
    for path in sorted(folder.iterdir()):
        if path.is_file() and re.match(r"(licen[cs]e|copying|notice|unlicense)", path.name, re.IGNORECASE):
            text = path.read_text(encoding="utf-8", errors="replace").strip()
            texts.setdefault(text, []).append(f"{package['name']} {package['version']} ({path.name})")
for text, of in sorted(texts.items(), key=lambda entry: entry[1]):
    print("\n" + "=" * 100)
    print("\n".join(of))
    print("-" * 100)
    print(text)
