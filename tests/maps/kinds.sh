#!/bin/sh
# Pictures of every layer kind in every theme, small and bare, against goldens; on failure expected | difference | actual in WORK.
# usage: kinds.sh PROGRAM PICTURE_DIFF WORK. UPDATE=1 rewrites the goldens that no longer match: look at them.
program=$1 diff_tool=$2 work=$3
here=$(dirname "$0") golden=$(dirname "$0")/golden/kinds
mkdir -p "$work" "$golden"
fails=0
compare() { # name
	"$diff_tool" "$golden/$1.png" "$work/$1.png" --blur 0 --tolerance 16 --max-mean 0.1 --max-fraction 0.0005 --out "$work/$1-triptych.png" \
		>"$work/$1.txt" 2>&1
	status=$?
	[ $status -ne 0 ] && [ -n "$UPDATE" ] && cp "$work/$1.png" "$golden/$1.png" && status=0
	if [ $status -eq 0 ]; then echo "[       OK ] kind-$1"; else echo "[  FAILED  ] kind-$1: $work/$1-triptych.png"; fails=1; fi
}
kinds=$("$program" list layers | sed -n 's/^\([a-z_]\{1,\}\) .*/\1/p')
for kind in $kinds crossing; do
	sed -e "/^  - {id: /{/{id: $kind-/!d}" -e "s|\.\./\.\./geodata|$PWD/geodata|" -e "s|file: data|file: $PWD/$here/data|" \
		"$here/kinds.yaml" >"$work/$kind.yaml"
	for theme in daylight night print contrast; do
		"$program" render "$work/$kind.yaml" --bare --theme $theme --dpi 60 -o "$work/$kind-$theme.png" 2>"$work/messages.txt"
		grep -qv ': note: written, ' "$work/messages.txt" && { fails=1; echo "[  FAILED  ] kind-$kind-$theme draws without a word"; cat "$work/messages.txt"; }
		compare "$kind-$theme"
	done
done
# Hatches and bands as marks: the areas' groups hold them.
for kind in area members band; do
	"$program" render "$work/$kind.yaml" --bare --theme print --dump |
		sed -n "/^  group #map /,/^  group #map-furniture/p" >"$work/$kind.dump"
	[ -n "$UPDATE" ] && gzip -9nc "$work/$kind.dump" >"$golden/$kind.dump.gz"
	if gzip -dc "$golden/$kind.dump.gz" | diff -U 1 - "$work/$kind.dump" >"$work/$kind.diff"; then
		echo "[       OK ] kind-dump-$kind"
	else
		echo "[  FAILED  ] kind-dump-$kind"; head -20 "$work/$kind.diff"; fails=1
	fi
done
# Hatch lines and dots as programs that are not ours draw them.
"$program" render "$work/area.yaml" --bare --theme print --dpi 120 -f png,svg,pdf -o "$work"
rsvg-convert -w 378 -h 283 "$work/kinds-3.svg" -o "$work/kinds-svg.png"
pdftocairo -r 120 -png -singlefile "$work/kinds-3.pdf" "$work/kinds-pdf"
for format in svg pdf; do
	"$diff_tool" "$work/kinds-3.png" "$work/kinds-$format.png" --crop --max-mean 2 --max-fraction 0.01 \
		--out "$work/kinds-$format-diff.png" >"$work/kinds-$format.txt" 2>&1
	if [ $? -eq 0 ]; then echo "[       OK ] hatch-parity-$format"; else echo "[  FAILED  ] hatch-parity-$format"; fails=1; fi
done
exit $fails
