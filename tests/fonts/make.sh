#!/bin/sh
# Remakes the fonts of the tests: of each font that a golden uses, the characters that occur in the tests, seeds, geodata and
# sources. From the fonts of Debian 12 (fonts-inter, fonts-noto-core, fonts-noto-cjk, fonts-noto-color-emoji), with hb-subset
# (libharfbuzz-bin). Of the last one emoji, which has no outline: no text may be set in it.
# All fonts keep the same characters, so that each character comes from the font that it came from before.
# Of Japanese and Korean only those of the gallery's maps in these languages. world.gpkg has too many: what the gallery shows of it is in its pins.
# usage: sh tests/fonts/make.sh, in the project's folder.
set -eu
here=tests/fonts
from=${FONTS:-/usr/share/fonts}
characters=$(mktemp)
trap 'rm -f "$characters" "$characters.text"' EXIT

git ls-files tests seeds geodata src | grep -v '^tests/fonts/\|^tests/maps/golden/[^/]*$\|^tests/fuzz/\|[.]gpkg$' | python3 -c '
import sys, unicodedata
found = set(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2000, 0x2070), 0xFFFD]))
for path in sys.stdin.read().split():
    found.update(open(path, "rb").read().decode("utf-8", "ignore"))
text = "".join(sorted(found))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    found.update(unicodedata.normalize(form, text))
found.update(text.upper() + text.lower())
print("\n".join("%04X" % ord(c) for c in sorted(found) if ord(c) >= 0x20))' >"$characters"
of_language() { # face in the file, name of the new fonts, files: the characters of these alone
	face=$1 name=$2; shift 2
	cat "$@" >"$characters.text"
	for style in Regular Bold; do
		hb-subset --face-index="$face" --text-file="$characters.text" --layout-features='*' --name-IDs='*' --name-languages='*' \
			--no-hinting --output-file="$here/NotoSansCJK$name-$style.otf" "$from/opentype/noto/NotoSansCJK-$style.ttc"
	done
}

subset() { # face in the file, file, name of the new font
	hb-subset --face-index="$1" --unicodes-file="$characters" --layout-features='*' --name-IDs='*' --name-languages='*' \
		--no-hinting --output-file="$here/$3" "$from/$2"
}
rm -f "$here"/*.otf "$here"/*.ttf
for style in Regular Medium Bold Italic; do
	subset 0 opentype/inter/Inter-$style.otf Inter-$style.otf
done
for style in Regular Bold; do
	subset 2 opentype/noto/NotoSansCJK-$style.ttc NotoSansCJKsc-$style.otf
	for script in '' Arabic Devanagari Thai; do
		subset 0 truetype/noto/NotoSans$script-$style.ttf NotoSans$script-$style.ttf
	done
done
for family in Sans-Italic SansHebrew-Regular SansKhmer-Regular SerifTibetan-Regular; do
	subset 0 truetype/noto/Noto$family.ttf Noto$family.ttf
done
of_language 0 jp seeds/messages/ja.yaml seeds/base/*.yaml tests/maps/golden/gallery/tokaido.txt
of_language 1 kr seeds/messages/ko.yaml seeds/base/*.yaml tests/maps/golden/gallery/seoul.txt
# Without the capitals, as most fonts are.
hb-subset --unicodes=10D0-10F0 --no-hinting --output-file="$here/NotoSansGeorgian-Regular.ttf" "$from/truetype/noto/NotoSansGeorgian-Regular.ttf"
hb-subset --unicodes=1F600 --output-file="$here/NotoColorEmoji.ttf" "$from/truetype/noto/NotoColorEmoji.ttf"
