#!/bin/sh
# Whole maps: every entry of the default theme left out once. Either the map is drawn, or there is an error that names the
# theme's file, a line and the entry; `check` and `render` agree, and neither crashes.
# usage: themes.sh PROGRAM WORK
program=$1 work=$2 fails=0 count=0
mkdir -p "$work"
sed "s|\.\./geodata|$PWD/geodata|" seeds/g60.yaml >"$work/map.yaml"
# Line number and name: entries two blanks in, and what stands in one line at the top.
awk '/^[a-z_]+: ./ || /^  [a-z-]/ { sub(/:.*/, ""); print NR, $1 }' seeds/themes/daylight.yaml >"$work/entries"
while read -r line entry; do
	count=$((count + 1))
	sed "${line}d" seeds/themes/daylight.yaml >"$work/theme.yaml"
	"$program" check "$work/map.yaml" --theme "$work/theme.yaml" >"$work/check.log" 2>&1
	checked=$?
	"$program" render "$work/map.yaml" --version 3.0 --dpi 20 --theme "$work/theme.yaml" -o "$work/map.png" >"$work/render.log" 2>&1
	drawn=$?
	fault=
	[ "$drawn" -le 1 ] && [ "$checked" -eq "$drawn" ] || fault="check ends with $checked, render with $drawn"
	[ "$drawn" -eq 0 ] || for log in check render; do
		grep -q "'$entry'" "$work/$log.log" && grep -q "^$work/theme.yaml:[0-9]*:[0-9]*: " "$work/$log.log" || fault="$log does not name the entry's file, line and name"
	done
	[ -z "$fault" ] || { echo "line $line, $entry: $fault"; fails=1; }
done <"$work/entries"
[ "$count" -ge 80 ] || { echo "only $count entries"; fails=1; }
if [ $fails -eq 0 ]; then echo "[       OK ] theme-without-an-entry"; else echo "[  FAILED  ] theme-without-an-entry"; fi
exit $fails
