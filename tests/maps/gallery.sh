#!/bin/sh
# The maps of seeds/gallery: at most 15 lines each, no warning, and what stands on each page as it is in golden/gallery: its texts with their
# places, and of each layer how many paths it has. Part of maps.sh. The list, the manifest and the pins name the same maps.
# usage: gallery.sh PROGRAM WORK. UPDATE=1 rewrites the pins: look at the maps.
program=$1 work=$2
here=$(dirname "$0") folder=seeds/gallery
export FONTCONFIG_FILE="$PWD/tests/fonts/fonts.conf"
rm -rf "$work" && mkdir -p "$work"
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] gallery-$1"; else echo "[  FAILED  ] gallery-$1"; fails=1; fi
}
what_stands_there() { # of a dump: the page, its texts, the number of paths of each layer
	awk 'function told() { if (paths) print "  layer " layer ": " paths " paths"; layer = ""; paths = 0 }
		/^page |^  (id|title|description) / { print }
		/^ *text / { told(); sub(/ size .*/, ""); sub(/^ */, "  "); print }
		/^ *path / { paths++ }
		/^ *group #[^ ]* \.layer/ { told(); layer = $2 }
		END { told() }'
}

"$program" batch "$folder/batch.yaml" -o "$work" --dry-run --json >"$work/jobs.json" 2>"$work/batch.messages"; result manifest $?
maps=0
for file in "$folder"/*.yaml; do
	map=$(basename "$file" .yaml)
	[ "$map" = batch ] && continue
	maps=$((maps + 1))
	[ "$(grep -cv '^ *#' "$file")" -le 15 ]; result "$map-is-short" $?
	grep -q "\"$map.png\"" "$work/jobs.json" && grep -q "^| \[$map\]($map.yaml) |" "$folder/README.md"; result "$map-is-listed" $?
	"$program" render "$file" --strict --dump 2>"$work/$map.messages" | what_stands_there >"$work/$map.txt"
	! grep -q -e warning -e error: "$work/$map.messages" && [ -s "$work/$map.txt" ]; result "$map-without-warning" $?
	[ -n "$UPDATE" ] && mkdir -p "$here/golden/gallery" && cp "$work/$map.txt" "$here/golden/gallery/"
	diff -U 1 "$here/golden/gallery/$map.txt" "$work/$map.txt" >"$work/$map.diff" 2>&1; result "$map-as-pinned" $?
	head -20 "$work/$map.diff"
done
# A country of whose land another holds a part is named once.
printf 'title: T\nbase: world\nextent: [31, 34, 35, 36]\n' >"$work/cyprus.yaml"
[ "$("$program" render "$work/cyprus.yaml" --dump 2>/dev/null | grep -c ' text "CYPRUS"')" -eq 1 ]; result one-cyprus $?
[ "$maps" -ge 24 ] && [ "$(ls "$here/golden/gallery" | wc -l)" -eq "$maps" ]; result "$maps-maps" $?
exit $fails
