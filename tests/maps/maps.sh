#!/bin/sh
# Whole maps: goldens (goldens.sh), parity of the formats, determinism, bad input with exit codes.
# usage: maps.sh PROGRAM PICTURE_DIFF WORK. UPDATE=1 rewrites the goldens: read the diff.
program=$1 diff_tool=$2 work=$3
here=$(dirname "$0")
export FONTCONFIG_FILE="$PWD/tests/fonts/fonts.conf"
rm -rf "$work" && mkdir -p "$work"
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
fails=0
says_no_more() { # file of messages: nothing but what was written, and how many names of a layer found a place
	! grep -qv -e '^corridor: note: .* names placed ' -e ': note: written, ' "$1"
}

sh "$here/goldens.sh" "$program" "$diff_tool" "$work" || fails=1
sh "$here/gallery.sh" "$program" "$work/gallery" || fails=1

# Every name of the real map is explained; the text and the JSON tell the same, and the placement is proved.
"$program" render seeds/g60.yaml --version 3.0 --explain-labels >"$work/labels.txt" 2>"$work/labels.messages"
"$program" render seeds/g60.yaml --version 3.0 --explain-labels=json >"$work/labels.json" 2>>"$work/labels.messages"
[ ! -s "$work/labels.messages" ] && [ "$(grep -c '^kept ' "$work/labels.txt")" = "$(grep -c '"kept": true' "$work/labels.json")" ] &&
	[ "$(grep -c '^dropped \|^hidden ' "$work/labels.txt")" = "$(grep -c '"kept": false' "$work/labels.json")" ] &&
	[ "$(grep -c '^kept  *cities ' "$work/labels.txt")" = 9 ] &&
	grep -q '^kept  *cities  *Huzhou 湖州: above-left, leader [0-9.]* mm at [0-9.]*, [0-9.]* mm, cost [0-9.]* = place' "$work/labels.txt" &&
	grep -q '^dropped  *river-names  *Huangpu River 黄浦江: cost .* = weight lost; no calm stretch' "$work/labels.txt" &&
	tail -1 "$work/labels.txt" | grep -q ' 0 overlaps; .*gap 0 %: proved optimal$' &&
	grep -q '"overlaps": 0, .*"optimal": true' "$work/labels.json"; result explain-labels $?
"$program" render seeds/g60.yaml --explain-labels=xml >"$work/labels.xml" 2>&1; [ $? -eq 2 ]; result explain-labels-form $?

# All versions on one sheet: told in words, explained frame by frame, named after the map.
"$program" describe seeds/g60.yaml --multiples | grep -q 'in 3 maps of the same extent. Version 1.0 of 2016.* New in this version are Jiaxing and Hangzhou.' &&
	"$program" describe seeds/g60.yaml --multiples --json | grep -q '"words": "How the G60 High-Tech Corridor grew, in 3 maps'; result multiples-described $?
"$program" render seeds/g60.yaml --multiples --explain-labels 2>/dev/null >"$work/labels.txt"
[ "$(grep -c '^kept  *version-[123]-0/cities ' "$work/labels.txt")" = 13 ]; result multiples-name-all-members $?
(cd "$work" && "$OLDPWD/$program" render "$OLDPWD/seeds/g60.yaml" --multiples -f svg 2>/dev/null) && xmllint --noout "$work/g60-evolution.svg"; result multiples-file-name $?
for also in "--version 2.0" --all; do
	"$program" render seeds/g60.yaml --multiples $also 2>"$work/multiples.messages"
	[ $? -eq 2 ] && grep -q -e "--multiples shows all versions: leave out ${also% *}" "$work/multiples.messages"; result "multiples-with$also" $?
done

# A page of its own has type of its own: on a slide none is below 12 points.
"$program" render seeds/g60.yaml --multiples --page slide -f svg -o "$work/slide-evolution.svg" 2>/dev/null
"$program" render seeds/g60.yaml --multiples --set multiples.page=slide -f svg -o - 2>/dev/null | cmp -s - "$work/slide-evolution.svg"; result multiples-page $?

# A larger sheet is laid out small and enlarged: places are those of the finished one.
lowest=$("$program" render seeds/g60.yaml --version 3.0 --page a3 --explain-labels | sed -n 's/.* at [0-9.]*, \([0-9]*\)[0-9.]* mm.*/\1/p' | sort -n | tail -1)
[ "$lowest" -gt 230 ] && [ "$lowest" -lt 297 ]; result explain-labels-a3 $?
# The portrait sheet names the sea and the bay that the region lies at.
for language in en zh en,zh zh,en; do
	"$program" render seeds/g60.yaml --version 3.0 --page a4-portrait --lang $language --explain-labels >"$work/portrait.txt" 2>/dev/null
	grep -Eq '^kept +sea-names .*(Yellow Sea|黄海)' "$work/portrait.txt" && grep -Eq '^kept +bay-names .*(Hangzhou Bay|杭州湾)' "$work/portrait.txt"
	result "portrait-names-$language" $?
done
# A name in the map file, on the command line, in any language: pinned; one that nothing has: an error that suggests.
"$program" render seeds/g60.yaml --version 3.0 --lang en --set labels.苏州=left --set "labels.Lake Chao=hide" --set "labels.富春江.along=0.4" --explain-labels \
	>"$work/pins.txt" 2>"$work/pins.messages"
[ ! -s "$work/pins.messages" ] && grep -q '^pinned  *cities  *Suzhou: left at ' "$work/pins.txt" &&
	grep -q '^hidden  *lakes  *Lake Chao: hidden by the map file$' "$work/pins.txt" &&
	grep -q '^pinned  *river-names  *Fuchun River: along the line at ' "$work/pins.txt" &&
	grep -q ' names placed (2 pinned, 2 hidden), ' "$work/pins.txt"; result pins $?
"$program" render seeds/g60.yaml --version 3.0 --set labels.Jinhua=left -o "$work/pinned.png" 2>"$work/pins.messages"
[ $? -eq 0 ] && grep -q "^--set:1:8: warning: the name 'Jinhua' is pinned where it would cross G60" "$work/pins.messages"; result pins-collide $?
"$program" check seeds/g60.yaml --set labels.Suzho=left 2>"$work/pins.messages"
[ $? -eq 1 ] && grep -q "nothing has the name 'Suzho' in the layers with names: 'lakes', .*'cities'" "$work/pins.messages" &&
	grep -q "did you mean 'Suzhou'?" "$work/pins.messages"; result pins-unknown $?

# On a small page towns go unnamed: with dot_without_label: drop their dots go too, one for one.
small="--version 1.0 --page 130x95mm --set padding=2mm --set layers.towns.below=0 --set layers.member-towns.below=0"
keep="--set layers.towns.dot_without_label=keep --set layers.member-towns.dot_without_label=keep"
"$program" render seeds/g60.yaml $small --explain-labels 2>/dev/null | grep -Ec '^dropped +(member-)?towns ' >"$work/unnamed.txt"
"$program" render seeds/g60.yaml $small -f svg -o "$work/dots-drop.svg" 2>/dev/null
"$program" render seeds/g60.yaml $small $keep -f svg -o "$work/dots-keep.svg" 2>/dev/null
expr "$(grep -o '<circle' "$work/dots-keep.svg" | wc -l)" - "$(grep -o '<circle' "$work/dots-drop.svg" | wc -l)" >"$work/undotted.txt"
[ "$(cat "$work/unnamed.txt")" -gt 3 ] && cmp -s "$work/unnamed.txt" "$work/undotted.txt"; result dots-without-names $?

"$program" check "$here/graticule.yaml" 2>"$work/graticule-check.txt"
grep -q 'graticule.yaml:7:.*warning: the scale of version lines varies by' "$work/graticule-check.txt"; result scale-warned $?
"$program" describe seeds/g60.yaml >"$work/described.txt" 2>"$work/described-messages.txt"
[ ! -s "$work/described-messages.txt" ] && [ "$(sed 's|\xc2\xa0| |g' "$work/described.txt" | grep -c 'Scale 1 : .* true to 0.1 %')" -eq 3 ]
result scale-described $?

texts_of() { sed -n 's/^ *text "\(.*\)" [a-zA-Z-]* at .*/\1/p' "$1"; }
# In one language alone nothing of another is left but names that have no other form.
"$program" render "$here/india.yaml" --dump >"$work/india.dump"
texts_of "$work/india.dump" | sed 's/Natural Earth//' >"$work/india.txt"
[ "$(wc -l <"$work/india.txt")" -gt 40 ] && ! grep '[A-Za-z]' "$work/india.txt"; result hindi-alone $?
for words in "gulf:مدينة الكويت" "thailand:สุราษฎร์ธานี" "india:संकेत सूची" "india:विशाखापत्तनम" "bent:Winding River Basin" "bent:太湖杭州湾"; do
	map=${words%%:*}
	"$program" render "$here/$map.yaml" -f pdf -o "$work/$map.pdf"
	pdftotext "$work/$map.pdf" - | grep -q "${words#*:}"; result "pdf-words-$map" $?
done
"$program" describe "$here/gulf.yaml" --version 1.0 | grep -q 'على الخريطة مدينتان: دبي وأبوظبي\.'; result arabic-dual $?

# Stops whose data have names in the second language alone are named in it.
sed -e "s|\.\./geodata|$PWD/geodata|" -e 's|g60_points:  {[^}]*|&, names: {en: name_en}|' seeds/g60.yaml >"$work/english.yaml"
"$program" describe "$work/english.yaml" --lang zh,en --json >"$work/english.json" 2>/dev/null
grep -q '"name": "Songjiang' "$work/english.json" && ! grep -q '"name": ""' "$work/english.json"; result stops-named-in-english $?

# Members' areas against the published ones within 1 %, but for Jiaxing, whose polygon includes sea.
"$program" describe seeds/g60.yaml --version 3.0 --json >"$work/figures.json"
awk -F, 'NR == FNR { if (FNR == 1) for (i = 1; i <= NF; i++) column[$i] = i; else area[$2] = $(column["area_km2"]); next }
	match($0, /"name": "[^"]*"/) && /area_km2/ {
		name = substr($0, RSTART + 9, RLENGTH - 10); match($0, /area_km2": [0-9.]+/)
		off = substr($0, RSTART + 11, RLENGTH - 11) / area[name] - 1; count++
		print name, off; if (name != "Jiaxing" && (off > 0.01 || off < -0.01)) bad = 1 }
	END { exit bad || count != 9 }' geodata/cities.csv "$work/figures.json" >"$work/areas.txt"
result areas-within-1-percent $?
cat "$work/areas.txt"

python3 "$here/figures.py" "$work/figures.json" g60=geodata/g60-expressway.csv intercity=geodata/intercity-railway.csv || fails=1
"$program" render seeds/g60.yaml --all --dpi 120 -f png,svg,pdf,svg-cairo -o "$work"
for version in 1.0 2.0 3.0; do
	base=$work/g60-$version
	rsvg-convert -w 1403 -h 992 "$base.svg" -o "$base-svg.png"
	rsvg-convert -w 1403 -h 992 "$base-cairo.svg" -o "$base-cairo.png"
	pdftocairo -r 120 -png -singlefile "$base.pdf" "$base-pdf"
	for kind in svg cairo pdf; do
		"$diff_tool" "$base.png" "$base-$kind.png" --crop --max-mean 2 --max-fraction 0.01 \
			--out "$base-$kind-diff.png" >"$base-$kind.txt" 2>&1
		result "parity-$kind-$version" $?
	done
	xmllint --noout "$base.svg"; result "well-formed-$version" $?
	[ -z "$(grep -o ' id="[^"]*"' "$base.svg" | sort | uniq -d)" ]; result "unique-ids-$version" $?
	grep -q 'class="member since-1-0".* data-population="1909713"' "$base.svg"; result "attributes-$version" $?
	pdftotext "$base.pdf" - | grep -q 松江; result "pdf-chinese-$version" $?
done
pdftotext "$work/g60-3.0.pdf" - | grep -q '^ZHEJIANG$'; result pdf-spaced-name $?
# Chinese alone: no English but names and titles of sources and roads; what is copied out of the PDF has no blanks at G60.
mkdir -p "$work/chinese" && "$program" render seeds/g60.yaml --lang zh --all -f pdf -o "$work/chinese"
for version in 1.0 2.0 3.0; do
	"$program" render seeds/g60.yaml --lang zh --version $version --dump >"$work/chinese.dump"
	texts_of "$work/chinese.dump" | sed -E 's/G60|Apache|ECharts|OpenStreetMap|ODbL|GSHHG|LGPL|GeoNames|CC BY|Natural|Earth|Greater|growth|in|high-tech|corridor//g' >"$work/chinese.txt"
	[ "$(wc -l <"$work/chinese.txt")" -gt 40 ] && ! grep '[A-Za-z]' "$work/chinese.txt"; result chinese-alone-$version $?
	pdftotext "$work/chinese/g60-$version.pdf" - | grep -q 长三角G60科创走廊; result pdf-mixed-text-$version $?
done
[ "$(wc -c <"$work/g60-3.0.svg")" -le 235000 ]; result svg-below-235kB $?
[ "$(gzip -9nc "$work/g60-3.0.svg" | wc -c)" -le 67000 ]; result svg-below-67kB-packed $?
"$program" render seeds/g60.yaml --version 3.0 -f svg -o - | cmp - "$work/g60-3.0.svg"; result same-bytes-alone $?
(cd "$work" && LC_ALL=de_DE.UTF-8 "$OLDPWD/$program" render "$OLDPWD/seeds/g60.yaml" --version 3.0 -f pdf -o - | cmp - g60-3.0.pdf)
result same-bytes-elsewhere $?

bad() { # name, expected text, sed expression
	sed -e "s|\.\./geodata|$PWD/geodata|" -e "$3" seeds/g60.yaml >"$work/$1.yaml"
	"$program" render "$work/$1.yaml" -o "$work/$1.png" 2>"$work/$1.txt"
	[ $? -eq 1 ] && grep -q "$2" "$work/$1.txt" && [ ! -e "$work/$1.png" ]
	status=$?; result "bad-$1" $status
	[ $status -eq 0 ] || cat "$work/$1.txt"
}
bad missing-file 'cities\.csx' 's|cities\.csv|cities.csx|'
bad member-without-area "member 'hefei' has no area" 's|"340100"|"999999"|'
bad unknown-member 'hefie' 's|wuhu, hefei\]|wuhu, hefie]|'
bad unknown-key 'did you mean' 's|^padding:|paddin:|'
bad unknown-shield "did you mean 'us-interstate'" 's|shield: G60|shield: G60, shield_style: us-intrastate|'
bad unknown-stops "did you mean 'g60_points'" 's|stops: g60_points|stops: g60_point|'
bad unknown-filter-column "did you mean 'kind'" 's|where: {kind: station}|where: {kid: station}|'
bad unknown-side "did you mean 'bottom'" 's|^furniture:|furniture:\n  graticule: {sides: [left, botom]}|'
bad empty-version 'version' 's|members: \[jiaxing, hangzhou\]|note: x|'
"$program" render seeds/g60.yaml --set cities=x -o "$work/none.png" >/dev/null 2>&1; [ $? -eq 1 ]; result bad-set $?
# What comes later may be left out: Hefei is in the frame of no 2.0 map, Huzhou is.
"$program" render seeds/g60.yaml --version 2.0 --set show_later=none --dump >"$work/none.dump"
grep -q 'Huzhou' "$work/2.0.dump" && ! grep -q 'Huzhou' "$work/none.dump"; result show-later-none $?
# The matrix of themes, pages and languages: every one draws without a warning.
pages="a4 a4-portrait a3 slide square" languages="en zh zh,en"
case $program in *asan*) pages="a4-portrait slide" languages="zh,en" ;; esac # ten times slower
for theme in daylight night print contrast; do
	for page in $pages; do
		for language in $languages; do
			"$program" render seeds/g60.yaml --theme $theme --page $page --lang $language --all -f svg -o "$work" \
				2>"$work/said.txt" || echo "$theme $page $language" >>"$work/matrix.txt"
			cat "$work/said.txt" >>"$work/matrix.txt"
			sed -n -e 's/ ([0-9]* times) \[/ [/' \
				-e "s/^.*: warning: the page has no room for: \(.*\) \[no-room\]$/$page $language: \1/p" \
				-e "s/^.*: warning: the legend has no room for: .* \[no-room\]$/$page $language: legend/p" \
				-e "s/^.*: note: the note '\(.*\)' is left out: .*/$page $language: note \1/p" "$work/said.txt" >>"$work/lost.txt"
			grep -ho 'font-size="[0-9.]*"' "$work"/g60-?.?.svg | sort -u >"$work/sizes.txt"
			least=50 # tenths of points
			[ $page = slide ] && least=120
			awk -F'"' -v of="$theme $page $language" -v least=$least '$2 < least { print of, $2 }' "$work/sizes.txt" >>"$work/small.txt"
		done
	done
done
# A page that is too small for all of it says what it leaves out: this, and no more.
sort -u "$work/lost.txt" | grep -vx -e 'a4 zh,en: locator' -e 'slide .*: locator' -e 'slide .*: locator, timeline' \
	-e 'slide zh,en: locator, facts' -e 'slide zh,en: locator, timeline, facts' -e 'slide .*: legend' \
	-e 'slide .*: note turn' -e 'slide zh.*: note step' -e 'slide zh,en: note start' \
	-e 'square .*: note step' >"$work/lost-more.txt"
[ ! -s "$work/lost-more.txt" ] && [ -s "$work/lost.txt" ]; result matrix-loses-no-more $?
cat "$work/lost-more.txt"
awk '/note: the note .* is left out: (the map is too small|it would cover)|prefecture-borders. draws nothing: it is drawn at scales/ { told = 1 } !told; /= hint/ { told = 0 }' "$work/matrix.txt" |
	grep -v 'warning: the \(page\|legend\) has no room for\|= hint: choose a larger page' >"$work/matrix-more.txt"
says_no_more "$work/matrix-more.txt"; result matrix $?
[ -s "$work/sizes.txt" ] && [ ! -s "$work/small.txt" ]; result no-text-below-5-points-or-12-on-a-slide $?
grep -v ': note: ' "$work/matrix.txt" | head -20

sed -e "s|\.\./geodata|$PWD/geodata|" -e 's|where: {kind: station, rank: 3}|where: {kind: nothing}|' seeds/g60.yaml >"$work/empty.yaml"
"$program" check "$work/empty.yaml" 2>&1 | grep -q "layer 'stations' is empty"; result empty-layer-warned $?
"$program" check "$work" 2>&1 | grep -q 'not a regular file but a folder: write map.yaml there'; result folder-as-map $?
# The same warning of three versions is one; strict, it is an error and nothing is written; quiet, it is not said.
mkdir -p "$work/strict" "$work/warned"
"$program" render "$work/empty.yaml" --all -f svg -o "$work/warned" 2>"$work/warned.txt" && [ -e "$work/warned/g60-1.0.svg" ] &&
	[ "$(grep -c "layer 'stations' is empty.* \[no-features\]" "$work/warned.txt")" = 1 ]; result warned-once $?
"$program" render "$work/empty.yaml" --all -f svg,png -o "$work/strict" --strict 2>"$work/strict.txt"
[ $? -eq 1 ] && [ -z "$(ls "$work/strict")" ] && grep -q "error: layer 'stations' is empty" "$work/strict.txt"; result strict-writes-nothing $?
"$program" describe "$work/empty.yaml" --strict >"$work/strict.txt" 2>/dev/null; [ $? -eq 1 ] && [ ! -s "$work/strict.txt" ]; result strict-describe $?
"$program" render seeds/g60.yaml --version 1.0 -f svg -o "$work/strict" --strict && [ -e "$work/strict/g60-1.0.svg" ]; result strict-without-warnings $?
"$program" check "$work/empty.yaml" --quiet 2>"$work/quiet.txt" && [ ! -s "$work/quiet.txt" ]; result quiet $?
"$program" check "$work/empty.yaml" --json 2>"$work/quiet.txt" | python3 -c 'import json, sys
said = [json.loads(line) for line in sys.stdin]
assert [(one["severity"], one["code"], one["times"]) for one in said] == [("warning", "no-features", 1)], said
assert said[0]["file"].endswith("empty.yaml") and said[0]["line"] > 1' && [ ! -s "$work/quiet.txt" ]; result check-json $?
"$program" render seeds/g60.yaml --set cities=x --json -o "$work/none.png" 2>"$work/render.json"
[ $? -eq 1 ] && python3 -c 'import json, sys
assert json.loads(open(sys.argv[1]).readline())["severity"] == "error"' "$work/render.json"; result render-json $?

# Fonts without Chinese: fontconfig sees Inter alone.
mkdir -p "$work/fonts" && cp tests/fonts/Inter-Regular.otf "$work/fonts/"
echo "<fontconfig><dir>$PWD/$work/fonts</dir><cachedir>$PWD/$work/cache</cachedir></fontconfig>" >"$work/fonts.conf"
FONTCONFIG_FILE=$PWD/$work/fonts.conf "$program" render seeds/g60.yaml -o "$work/nochinese.png" 2>"$work/nochinese.txt"
[ $? -eq 1 ] && grep -q 'no font has U+[0-9A-F]* .*(Han)' "$work/nochinese.txt" && [ ! -e "$work/nochinese.png" ]
result font-without-chinese $?

# The fonts that are installed, of whatever release: none is missing, and the map is set in the theme's.
env -u FONTCONFIG_FILE "$program" render seeds/g60.yaml --version 3.0 --dump >"$work/installed.dump" 2>"$work/installed.messages"
[ $? -eq 0 ] && says_no_more "$work/installed.messages" && grep -q 'in "Inter"' "$work/installed.dump" &&
	grep -q '"Noto Sans CJK SC"' "$work/installed.dump"; result installed-fonts $?

# A font that lies where only the user's own configuration of fontconfig says.
mkdir -p "$work/outer" "$work/config/fontconfig"
sed -e 's/I\x00n\x00t\x00e\x00r/O\x00u\x00t\x00e\x00r/g' -e 's/Inter/Outer/g' "$work/fonts/Inter-Regular.otf" >"$work/outer/outer.otf"
echo "<fontconfig><dir>$PWD/$work/outer</dir></fontconfig>" >"$work/config/fontconfig/fonts.conf"
sed 's/^fonts: \[Inter/fonts: [Outer/' seeds/themes/daylight.yaml >"$work/outer.yaml"
env -u FONTCONFIG_FILE XDG_CONFIG_HOME="$PWD/$work/config" "$program" render seeds/g60.yaml --theme "$work/outer.yaml" -o "$work/outer.svg" 2>"$work/outer.txt"
[ $? -eq 0 ] && ! grep -q 'not installed' "$work/outer.txt"; result font-of-the-user $?
env -u FONTCONFIG_FILE "$program" render seeds/g60.yaml --theme "$work/outer.yaml" -o "$work/inner.svg" 2>&1 | grep -q "'Outer' is not installed" &&
	! cmp -s "$work/inner.svg" "$work/outer.svg"
result font-of-nobody $?
"$program" render -o "$work/built-in.png" --dpi 40 && cmp -s "$work/built-in.png" "$work/picture-3.0-40.png"; result built-in-map $?
"$program" render --nonsense >/dev/null 2>&1; [ $? -eq 2 ]; result usage-exit-2 $?
message=$("$program" render -f , 2>&1); [ $? -eq 2 ] && [ "${message#*names no format}" != "$message" ]; result usage-no-format $?
"$program" render seeds/g60.yaml -o "$work/built-in.png/x.png" >/dev/null 2>&1; [ $? -eq 3 ]; result cannot-write-exit-3 $?
case $program in *asan*) one_theme=daylight ;; *) one_theme= ;; esac
sh "$here/colours.sh" "$(dirname "$diff_tool")/contrast" "$work" $one_theme || fails=1
[ -n "$one_theme" ] || sh "$here/themes.sh" "$program" "$work/themes" || fails=1
[ -n "$one_theme" ] || sh "$here/classes.sh" "$program" "$(dirname "$diff_tool")/weight" "$work/classes" || fails=1
sh "$here/outputs.sh" "$program" "$work/outputs" || fails=1
sh "$here/command.sh" "$program" "$work/command" || fails=1
sh "$here/silence.sh" "$program" "$work/silence" || fails=1
[ -n "$one_theme" ] || sh "$here/places.sh" "$program" "$work/places" || fails=1
sh "$here/write_faults.sh" "$program" "$work/faults" || fails=1
exit $fails
