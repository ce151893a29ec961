#!/usr/bin/env bash
# Runs every `masam` command in the ```sh blocks of the README, of the examples, of docs/projects.md, docs/sampling.md and docs/formats.md, each page in a copy of the
# project; those of docs at its root.
#
#   tests/readme.sh target/release/masam
#
# A command may end with code 0 or 3 (something was left out and said). Lines that don't begin with `masam` are not run;
# a line that ends with \ goes on in the next one.
set -euo pipefail
program=$(realpath "$1")
root=$(realpath "$(dirname "$0")/..")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$program" "$work/bin/masam"
export PATH="$work/bin:$PATH"

commands() {
    awk '/^```(sh|bash|console)$/ { inside = 1; next } /^```/ { inside = 0 } inside' "$1" |
        sed -e ':a' -e '/\\$/N; s/\\\n//; ta' | sed -e 's/^\$ //' | grep -E '^masam ' || true
}

count=0
failed=0
while IFS= read -r page; do
    copy="$work/project"
    rm -rf "$copy"
    mkdir "$copy"
    tar -C "$root" --exclude=./target --exclude=./fuzz --exclude=./.git -cf - . | tar -C "$copy" -xf -
    folder="$copy/$(dirname "$page")"
    case "$page" in docs/*) folder="$copy" ;; esac
    while IFS= read -r command; do
        [ -n "$command" ] || continue
        code=0
        (cd "$folder" && bash -c "$command") >"$work/out" 2>&1 </dev/null || code=$?
        count=$((count + 1))
        if [ "$code" != 0 ] && [ "$code" != 3 ]; then
            failed=$((failed + 1))
            printf '%s: ended with %s: %s\n' "$page" "$code" "$command"
            sed 's/^/    /' "$work/out" | head -20
        fi
    done < <(commands "$root/$page")
done < <(cd "$root" && find README.md docs/projects.md docs/sampling.md docs/formats.md examples -name '*.md' 2>/dev/null | sort)
echo "$count commands of the documents were run, $failed failed"
[ "$failed" = 0 ]
