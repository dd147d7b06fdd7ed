#!/bin/sh
# Members by version: maps of 1 to 12 versions in every theme draw no two classes that look alike; a theme of one's own
# is told what looks alike on the map, and no more. On the picture, what is new weighs most, and the backbone is seen.
# usage: classes.sh PROGRAM WEIGHT WORK
program=$1 weight=$2 work=$3 themes="daylight night print contrast" fails=0
mkdir -p "$work"
says_no_more() { # file of messages: nothing but what was written, and that many versions crowd the timeline
	! grep -qv -e ': note: written, ' -e ': note: .*the timeline has no room ' -e '^ *= hint: ' "$1"
}
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
map_of() { # number of versions, each with one member more; the last with all of the rest
	printf 'corridor: 1\nid: classes\ntitle: Classes\nlanguages: [en]\n'
	echo "data: {areas: {file: $PWD/geodata/admin/prefectures.shp, key: adcode}}"
	echo "layers: [{id: members, kind: members, data: areas, new_edge: lead}]"
	printf 'members: {areas: areas, list: {'
	for key in 310117 330400 330100 330700 320500 330500 341800 340200 340100 320200 320400 330600; do
		printf 'm%s: {key: "%s"}, ' $key $key
	done
	echo "}}"
	echo "versions:"
	set -- "$1" m330600 m310117 m330400 m330100 m330700 m320500 m330500 m341800 m340200 m340100 m320200 m320400
	version=0 count=$1
	while shift && [ $# -gt 0 ]; do
		version=$((version + 1))
		[ $version -lt "$count" ] && echo "  \"$version.0\": {year: $((2009 + version)), members: [$1]}"
		[ $version -eq "$count" ] && echo "  \"$version.0\": {year: $((2009 + version)), members: [$(echo "$*" | tr ' ' ',')]}"
	done
}
for theme in $themes; do
	for count in 1 2 3 4 5 6 7 8 9 10 11 12; do
		map_of $count >"$work/$count.yaml"
		"$program" check "$work/$count.yaml" --theme "$theme" >>"$work/check-$theme.log" 2>&1 || echo "$count: fails" >>"$work/check-$theme.log"
		"$program" render "$work/$count.yaml" --theme "$theme" --version $count.0 --dpi 40 -o "$work/$count-$theme.png" \
			2>>"$work/render-$theme.log" || echo "$count: fails" >>"$work/render-$theme.log"
	done
	says_no_more "$work/check-$theme.log" && says_no_more "$work/render-$theme.log"; result "classes-told-apart-$theme" $?
	head -qn 5 "$work/check-$theme.log" "$work/render-$theme.log"
	{ "$weight" seeds/g60.yaml --theme "$theme" && "$weight" "$work/12.yaml" --theme "$theme" --version 9.0; } >"$work/weight-$theme.txt"
	result "news-first-$theme" $?
	cat "$work/weight-$theme.txt"
done
# Nine versions: three fills, the oldest in one; the legend says so, in words and with years.
"$program" render "$work/9.yaml" --version 9.0 --dump >"$work/nine.dump"
[ "$(grep -c 'text "New in 9.0 (2018)"' "$work/nine.dump")" = 1 ] && grep -q 'text "Joined in 8.0 (2017)"' "$work/nine.dump" &&
	grep -q 'text "Joined 1.0–7.0 (2010–2016)"' "$work/nine.dump" &&
	[ "$(sed -n '/group #members /,/group #part/s/^ *path fill \(#[0-9a-f]*\) .*/\1/p' "$work/nine.dump" | sort -u | wc -l)" = 3 ]
result nine-versions $?
# One version: one plain class, which is no news, and no edge of its own.
"$program" render "$work/1.yaml" --dump >"$work/one.dump"
grep -q 'text "Since 1.0 (2010)"' "$work/one.dump" && ! grep -q 'New in' "$work/one.dump"; result one-version $?
# Steps four and five are alike: that concerns maps that draw them.
printf 'theme: own\nextends: daylight\nclasses: ["#0E5A73", "#2F99B3", "#91B1B8", "#C3CABB", "#C1C9BC"]\n' >"$work/own.yaml"
for command in "check $work/4.yaml" "render $work/4.yaml --version 4.0 -o $work/own.png"; do
	"$program" $command --theme "$work/own.yaml" 2>"$work/own.log"
	[ $? -eq 0 ] && says_no_more "$work/own.log"; result "own-theme-${command%% *}" $?
done
for command in "check $work/5.yaml" "render $work/5.yaml --version 5.0 -o $work/own.png"; do
	"$program" $command --theme "$work/own.yaml" 2>"$work/own.log"
	[ $? -eq 0 ] && grep -q "^$work/own.yaml:3:10: warning: class 4 and class 5 look alike" "$work/own.log" &&
		[ "$(grep -c ' warning: ' "$work/own.log")" = 1 ]; result "own-theme-told-${command%% *}" $?
done
printf 'theme: pale\nextends: daylight\nclasses: ["#97C8CF"]\n' >"$work/pale.yaml"
for command in "check $work/2.yaml" "render $work/2.yaml --version 2.0 -o $work/own.png"; do
	"$program" $command --theme "$work/pale.yaml" 2>"$work/own.log"
	grep -q "^$work/pale.yaml:3:10: warning: class 1, that of new members, has a contrast of 1.6" "$work/own.log" &&
		grep -q "^$work/pale.yaml:3:10: warning: the theme has one class: new members look like" "$work/own.log"
	result "pale-theme-told-${command%% *}" $?
done
exit $fails
