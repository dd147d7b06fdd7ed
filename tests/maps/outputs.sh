#!/bin/sh
# Whole maps as files: sizes, chunks, the same bytes anywhere. usage: outputs.sh PROGRAM WORK
program=$PWD/$1 work=$2
map=$PWD/seeds/g60.yaml
rm -rf "$work" && mkdir -p "$work"
fails=0
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
exit $fails
