#!/usr/bin/env bash
# Builds a static program and puts it into a Debian package and a tar file, with man pages, completions, documents and licences.
#
#   packaging/build.sh            # needs rustup target add x86_64-unknown-linux-musl (or aarch64-…), dpkg-deb, strip, Python
#
# PROGRAM names a program that is built already; then nothing is compiled. The same program and documents give the same bytes: times are
# that of the last commit (SOURCE_DATE_EPOCH).
set -euo pipefail
cd "$(dirname "$0")/.."
export LC_ALL=C.UTF-8
umask 022

version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
machine=$(uname -m)
case "$machine" in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) echo "no package is made for $machine" >&2 && exit 1 ;;
esac
SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}"
export SOURCE_DATE_EPOCH

program="${PROGRAM:-}"
if [ -z "$program" ]; then
    target="$machine-unknown-linux-musl"
    cargo build --release --locked --target "$target"
    program="target/$target/release/masam"
fi

out=target/package
root="$out/root"
rm -rf "$out"
mkdir -p "$root/usr/bin" "$root/usr/share/man/man1" "$root/usr/share/doc/masam" "$root/DEBIAN"
install -m 755 "$program" "$root/usr/bin/masam"
strip --strip-all "$root/usr/bin/masam"

put() { # FILE FOLDER
    install -D -m 644 "$1" "$root/usr/share/$2"
}
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT
masam="$root/usr/bin/masam"
"$masam" completions bash >"$made/bash" && put "$made/bash" bash-completion/completions/masam
"$masam" completions zsh >"$made/zsh" && put "$made/zsh" zsh/vendor-completions/_masam
"$masam" completions fish >"$made/fish" && put "$made/fish" fish/vendor_completions.d/masam.fish
"$masam" man "$made/man" --quiet
gzip --best --no-name "$made"/man/*.1
for page in "$made"/man/*.gz; do put "$page" "man/man1/$(basename "$page")"; done

doc="doc/masam"
put README.md "$doc/README.md"
gzip --best --no-name <CHANGELOG.md >"$made/changelog.gz" && put "$made/changelog.gz" "$doc/changelog.gz"
for page in docs/*.md docs/commands/*.md; do put "$page" "$doc/$page"; done
put LICENSE-MIT "$doc/LICENSE-MIT"
put LICENSE-APACHE "$doc/LICENSE-APACHE"
# The licences of what is linked in, as the lock file and the sources of the packages say.
cargo metadata --format-version 1 --locked --filter-platform "$machine-unknown-linux-musl" |
    python3 packaging/licences.py >"$made/third-party"
put "$made/third-party" "$doc/THIRD-PARTY"
cat >"$made/copyright" <<END
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: masam

Files: *
Copyright: the authors of masam
License: MIT or Apache-2.0
 The texts are in LICENSE-MIT and LICENSE-APACHE in this folder. What is linked in, by whom and under which licence, is in THIRD-PARTY.
END
put "$made/copyright" "$doc/copyright"

size=$(du -sk --apparent-size "$root/usr" | cut -f1)
cat >"$root/DEBIAN/control" <<END
Package: masam
Version: $version-1
Architecture: $arch
Maintainer: masam
Installed-Size: $size
Section: science
Priority: optional
Description: citizen report cards and community scorecards from spreadsheets
 Turns answers of service users into indicator scores, gaps, intervals and bases
 for the places of Mongolia, and filled scorecard workbooks into consolidated
 scores, gaps and the follow-up of what was promised. Mongolian and English.
END
(cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
find "$root" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +

deb="$out/masam_$version-1_$arch.deb"
dpkg-deb --build --root-owner-group -Zxz "$root" "$deb" >/dev/null
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$root" \
    --transform "s,^usr,masam-$version," -cf - usr | gzip --best --no-name >"$out/masam-$version-linux-$machine.tar.gz"

# It runs where it was unpacked, with nothing of this machine but the kernel.
scratch="$out/scratch"
dpkg-deb -x "$deb" "$scratch"
installed=$(realpath "$scratch/usr/bin/masam")
if [ -z "${PROGRAM:-}" ] && ldd "$installed" 2>&1 | grep -q '=>'; then
    echo "the program is not static" >&2 && exit 1
fi
env -i "$installed" --version
env -i "$installed" report-card examples/health-survey/round-1.xlsx --instrument health --by none --quiet \
    --format csv --out "$(realpath "$scratch")/card.csv" || [ $? = 3 ]
grep -q '^,H01,' "$scratch/card.csv"
gzip -dc "$scratch/usr/share/man/man1/masam-report-card.1.gz" | head -3 >/dev/null
bash -n "$scratch/usr/share/bash-completion/completions/masam"
dpkg-deb --info "$deb" | sed -n 's/^ \(Package\|Version\|Architecture\|Installed-Size\)/\1/p'
ls -l "$out"/*.deb "$out"/*.tar.gz | awk '{ print $5, $9 }'
