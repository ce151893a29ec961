#!/usr/bin/env bash
# Puts what a page is tried with into a folder.
#
#   tests/page/tools.sh target/page
set -euo pipefail
here=$(realpath "$(dirname "$0")")
mkdir -p "$1"
cp "$here/package.json" "$here/check.mjs" "$1"
cd "$1"
npm install --silent --no-audit --no-fund
