#!/bin/sh
# Whole maps as files: sizes, chunks, the same bytes anywhere. usage: outputs.sh PROGRAM WORK
program=$PWD/$1 work=$2
map=$PWD/seeds/g60.yaml
rm -rf "$work" && mkdir -p "$work"
fails=0
unset SOURCE_DATE_EPOCH
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
size() { wc -c <"$1"; }

"$program" render "$map" -o "$work/full.png"
"$program" render "$map" --palette -o "$work/palette.png"
"$program" render "$map" --palette --transparent -o "$work/clear.png"
pngcheck -q "$work/full.png" "$work/palette.png" "$work/clear.png"; result png-valid $?
[ $(($(size "$work/palette.png") * 100)) -le $(($(size "$work/full.png") * 45)) ]; result palette-45-percent $?
"$(dirname "$program")/picture_diff" "$work/full.png" "$work/palette.png" --max-mean 0.2 --max-fraction 0.0005 \
	--out "$work/palette-diff.png" >"$work/palette.txt" 2>&1
result palette-looks-the-same $?

# A spatial index is written beside the shapefile; what is none, or damaged, is an error and leaves nothing.
mkdir "$work/index" && cp geodata/osm/lakes.* "$work/index/"
"$program" index "$work/index/lakes.shp" >"$work/index.txt" && [ "$(head -c 3 "$work/index/lakes.qix")" = SQT ] &&
	grep -q "lakes.qix: $(size "$work/index/lakes.qix" | tr -d ' ') bytes" "$work/index.txt"
result index-written $?
head -c 1000 geodata/osm/lakes.shp >"$work/index/cut.shp"
"$program" index "$work/index/cut.shp" 2>"$work/index.txt"
[ $? -eq 1 ] && grep -q 'cut.shp is damaged, so no index is made of it' "$work/index.txt" && [ ! -e "$work/index/cut.qix" ]
result index-of-damaged $?
"$program" index "$work/index/lakes.dbf" 2>"$work/index.txt"; [ $? -eq 2 ] && "$program" index 2>>"$work/index.txt"; [ $? -eq 2 ] &&
	grep -q 'only a shapefile' "$work/index.txt" && grep -q 'name the shapefiles' "$work/index.txt"
result index-usage $?
mkdir "$work/index/none.qix" && cp geodata/osm/lakes.shp "$work/index/none.shp"
"$program" index "$work/index/none.shp" >/dev/null 2>"$work/index.txt"; [ $? -eq 3 ] && grep -q 'cannot write' "$work/index.txt"
result index-unwritable $?

# All versions as one PDF: pages, properties, fonts once and with Unicode, bookmarks, every name with its Chinese beside it.
"$program" render "$map" --all -f pdf -o "$work/atlas.pdf"
pdfinfo -isodates "$work/atlas.pdf" >"$work/atlas.txt"
grep -q '^Pages: *3$' "$work/atlas.txt" && grep -q '^Title: *G60 High-Tech Corridor$' "$work/atlas.txt" &&
	grep -q '^Keywords: *G60, Yangtze' "$work/atlas.txt" && grep -q '^CreationDate: *1970-01-01T00:00:00Z$' "$work/atlas.txt"
result atlas-properties $?
SOURCE_DATE_EPOCH=1531999999 "$program" render "$map" -f pdf -o - | pdfinfo -isodates - | grep -q '^ModDate: *2018-07-19T11:33:19Z'
result pdf-date $?
pdffonts "$work/atlas.pdf" | tail -n +3 >"$work/fonts.txt"
[ "$(wc -l <"$work/fonts.txt")" -ge 4 ] && ! grep -qv 'yes yes yes' "$work/fonts.txt" &&
	[ "$(awk '{ sub(/.*\+/, "", $1); print $1, $2, $3 }' "$work/fonts.txt" | sort | uniq -d | wc -l)" -eq 0 ]
result atlas-fonts-once $?
pdftohtml -xml -i -stdout "$work/atlas.pdf" 2>/dev/null | sed -n 's|<item page="\(.\)">\(.*\)</item>|\1 \2|p' >"$work/outline.txt"
[ "$(wc -l <"$work/outline.txt")" -eq 16 ] && grep -q '^2 G60 High-Tech Corridor 2.0$' "$work/outline.txt" &&
	grep -q '^3 Hefei$' "$work/outline.txt"
result atlas-bookmarks $?
# All versions on one page: each a bookmark with its members below it.
"$program" render "$map" --multiples -q -f pdf -o "$work/evolution.pdf"
pdftohtml -xml -i -stdout "$work/evolution.pdf" 2>/dev/null | sed -n 's|.*<item page="1">\(.*\)</item>|\1|p' | tr '\n' ' ' >"$work/outline.txt"
grep -q ' 1.0 Songjiang 2.0 Songjiang Jiaxing Hangzhou 3.0 Songjiang .* Hefei $' "$work/outline.txt"; result evolution-bookmarks $?
# On one line, or one language above the other.
pdftotext -f 3 -l 3 "$work/atlas.pdf" - | tr '\n' ' ' >"$work/atlas-3.txt"
missing=0
for name in "Songjiang 松江" "Jiaxing 嘉兴" "Hangzhou 杭州" "Jinhua 金华" "Suzhou 苏州" "Huzhou 湖州" "Xuancheng 宣城" "Wuhu 芜湖" "Hefei 合肥"; do
	grep -q "$name" "$work/atlas-3.txt" || { echo "not in the text: $name"; missing=1; }
done
result atlas-names-read $missing
pdftocairo -r 60 -png -f 2 -l 2 -singlefile "$work/atlas.pdf" "$work/atlas-2"
"$program" render "$map" --version 2.0 --dpi 60 -o "$work/single-2.png"
"$(dirname "$program")/picture_diff" "$work/single-2.png" "$work/atlas-2.png" --crop --max-mean 2.5 --max-fraction 0.02 \
	--out "$work/atlas-diff.png" >"$work/atlas-diff.txt" 2>&1
result atlas-second-page $?
"$program" render "$map" --all -f png -o "$work/one.png" 2>"$work/one.txt"; [ $? -eq 2 ] && grep -q 'drawn with -f pdf' "$work/one.txt"
result atlas-only-as-pdf $?

# The stages cover the whole run, counts agree with what is drawn, and the picture is the same.
"$program" render "$map" -f svg --profile -o "$work/profiled.svg" 2>"$work/profile.txt"
"$program" render "$map" -f svg --profile --json -o "$work/profiled.svg" 2>"$work/profile.json"
"$program" render "$map" -f svg -o "$work/unprofiled.svg"
cmp -s "$work/profiled.svg" "$work/unprofiled.svg" && [ "$(grep -c '^[a-z]* *[0-9][0-9.]* ' "$work/profile.txt")" -eq 12 ]
result profile-table $?
python3 - "$work/profile.json" "$(size "$work/profiled.svg")" <<'CHECK'
import json, sys
told = json.loads(open(sys.argv[1]).readlines()[-1]) # after the messages
stages, counts = told["stages"], told["counts"]
assert abs(sum(stages.values()) - told["wall_ms"]) < 0.1
assert all(stages[name] > 0 for name in stages if name != "encode"), stages
assert counts["bytes_written"] == int(sys.argv[2])
assert counts["vertices_read"] > counts["vertices_projected"] > counts["vertices_drawn"] > 1000
assert counts["names_wanted"] >= counts["names_placed"] > 30
CHECK
result profile-json $?

# Names that would break XML, SVG, Pango markup or a reader: as they are, or as far as they are text.
with_name() { # Hefei's name as printf writes it, quotes doubled; columns after the first line's and this one's
	sed -e "s|\.\./geodata|$PWD/geodata|" -e "s|^  cities:.*|  cities: {file: names.csv, key: adcode$2}|" "$map" >"$work/names.yaml"
	name=$(printf "$1" | tr '\0' '?') awk -v url="$3" 'NR == 1 { print $0 (url ? ",web" : ""); next }
		/^340100,/ { sub(/,Hefei,/, ",\"NAME\","); at = index($0, "NAME")
			$0 = substr($0, 1, at - 1) ENVIRON["name"] substr($0, at + 4) (url ? "," url : "") }
		!/^340100,/ && url { $0 = $0 "," } { print }' geodata/cities.csv >"$work/names.csv"
}
draws_name() { # test, name for printf, name as the SVG's reader gets it
	with_name "$2" "" ""
	"$program" render "$work/names.yaml" -f svg,pdf,svg-cairo -o "$work" 2>"$work/name.txt" &&
		xmllint --noout "$work/g60-3.0.svg" "$work/g60-3.0-cairo.svg" && pdftotext "$work/g60-3.0.pdf" "$work/name-pdf.txt" &&
		[ "$(xmllint --xpath 'string(//*[contains(@id, "label-cities-340100")]/*[local-name() = "title"])' "$work/g60-3.0.svg")" = "$3" ] &&
		[ "$(xmllint --xpath 'count(//*[local-name() = "script" or local-name() = "b" or local-name() = "span"])' "$work/g60-3.0.svg")" = 0 ]
	result "name-$1" $?
}
draws_name markup '<b a=""1"">&amp;'"'"']]><script>alert(1)</script><!--' '<b a="1">&amp;'"'"']]><script>alert(1)</script><!--'
grep -qF ']]><script>alert(1)</script><!--' "$work/name-pdf.txt"; result name-markup-in-pdf $?
draws_name pango '<span size=""99"">&#x0;%%s%%n' '<span size="99">&#x0;%s%n'
draws_name override 'He\342\200\256fei' 'Hefei'
draws_name control 'He\001f\033ei' 'He�f�ei'
draws_name right-to-left 'حفيظ' 'حفيظ'
draws_name not-utf8 'He\377fei' 'He�fei'
grep -q 'warning: names.csv:[0-9]*: some bytes are not UTF-8 text' "$work/name.txt"; result name-not-utf8-is-told $?
with_name "$(printf '%010000d' 0)" "" ""
"$program" render "$work/names.yaml" -f svg -o "$work/long.svg" 2>"$work/name.txt" && grep -q "names.csv, record 10: a name of 10000 characters is left out" "$work/name.txt"
result name-10000-letters $?

# Links from the data.
with_name Hefei ", url: web" 'https://example.org/?a=1&b=(2)'
"$program" render "$work/names.yaml" -f svg,pdf -o "$work"
[ "$(xmllint --xpath 'count(//*[@*[local-name() = "href"] = "https://example.org/?a=1&b=(2)"])' "$work/g60-3.0.svg")" = 2 ]; result link-in-svg $?
[ "$(pdfinfo -url "$work/g60-3.0.pdf" | grep -c 'https://example.org/?a=1&b=%282%29$')" -eq 2 ]; result link-in-pdf $?
with_name Hefei ", url: web" 'javascript:alert(1)'
"$program" check "$work/names.yaml" 2>&1 | grep -q "names.csv, record [0-9]*: 'javascript:alert(1)' is not a link"; result link-refused $?
with_name Hefei ", url: wep" 'https://example.org'
"$program" check "$work/names.yaml" 2>&1 | grep -q "names.csv has no column 'wep'"; result link-column-unknown $?

# The same bytes of every format: again, in another folder, in locales with other commas and sorting, without address
# randomisation, with other memory contents. The locales are made here, so that they are there.
export LOCPATH=$PWD/$work/locale
mkdir -p "$LOCPATH" "$work/once" "$work/folder"
localedef -i de_DE -f UTF-8 "$LOCPATH/de_DE.UTF-8" 2>"$work/locale.txt" && localedef -i zh_CN -f UTF-8 "$LOCPATH/zh_CN.UTF-8" 2>>"$work/locale.txt"
result locales-made $?
[ "$(LC_ALL=de_DE.UTF-8 /usr/bin/printf '%.1f' 1,5 2>/dev/null)" = 1,5 ]; result locale-has-comma $?
draw_all() { # folder to write into, then a command prefix
	into=$1
	shift
	mkdir -p "$into"
	"$@" "$program" render "$map" -f png,svg,pdf,svg-cairo --dpi 100 -o "$into" &&
		"$@" "$program" render "$map" --palette --dpi 100 -o "$into/palette.png" &&
		"$@" "$program" render "$map" --all -f pdf -o "$into/atlas.pdf"
}
same() { # name, command prefix
	name=$1
	shift
	draw_all "$work/$name" "$@" && diff -r "$once" "$work/$name" >"$work/$name.txt"
	result "same-bytes-$name" $?
}
once=$PWD/$work/once
draw_all "$once"
[ "$(ls "$once" | wc -l)" -eq 6 ]; result same-bytes-all-formats $?
same again
same locale-de env LC_ALL=de_DE.UTF-8
case $program in *asan*) exit $fails ;; esac # ten times slower, and its addresses are its own
same locale-c env LC_ALL=C
same locale-zh env LC_ALL=zh_CN.UTF-8
same memory env MALLOC_PERTURB_=165 OMP_NUM_THREADS=1 TZ=Asia/Shanghai
setarch -R true 2>/dev/null && same fixed-addresses setarch -R
work=$PWD/$work
cd "$work/folder" && same folder
exit $fails
