#!/bin/sh
# Draws the maps once and opens them in the programs that readers use: browser, office, drawing program, TeX, e-book;
# draws twelve maps of the world beside those of d3-geo, and gives editors the map file's schema.
# usage: clients.sh PROGRAM PICTURE_DIFF WORK. Prints a line per test and "N passed, N failed"; what is not installed is skipped.
program=$1 diff_tool=$2 work=$3
here=$(dirname "$0")
rm -rf "$work" && mkdir -p "$work" || exit 1
work=$(cd "$work" && pwd) # LibreOffice takes a home folder by its full path only
"$program" render seeds/g60.yaml --all --dpi 120 -f png,svg,pdf -o "$work" &&
	"$program" render seeds/g60.yaml --version 3.0 --theme night --dpi 120 -o "$work/night-3.0.png" &&
	"$program" render seeds/g60.yaml --version 3.0 --theme night -f svg -o "$work/night-3.0.svg" &&
	"$program" render seeds/g60.yaml --version 3.0 --svg-text outline -f svg -o "$work/outline-3.0.svg" &&
	sh docs/embed/make-page.sh docs/embed/page.html "$work" >"$work/embed.html" || exit 1
{
	if command -v chromedriver >/dev/null && command -v node >/dev/null; then
		timeout 300 node "$here/chromium.mjs" "$work" "$diff_tool" "$work/embed.html" || echo "[  FAILED  ] chromium"
	else
		echo "[  SKIPPED ] chromium: chromium-driver or nodejs is not installed (make setup-clients)"
	fi
	sh "$here/documents.sh" "$program" "$diff_tool" "$work"
	sh "$here/recipes.sh" "$program" "$work"
	sh "$here/schema.sh" "$program" "$work"
	sh "$here/completion.sh" "$program" "$work"
	sh "$here/world_maps.sh" "$program" "$diff_tool" "$work"
} 2>&1 | tee "$work/results.txt"
failed=$(grep -c '^\[  FAILED' "$work/results.txt")
passed=$(grep -c '^\[       OK' "$work/results.txt")
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
