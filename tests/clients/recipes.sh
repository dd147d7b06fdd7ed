#!/bin/sh
# Runs every «sh» block of docs/embedding.md, in order, in an empty folder, as a reader would.
# usage: recipes.sh PROGRAM WORK. One result per block, named after its heading; then the pages of the documents that the
# recipes made: what stands on them ends before the right edge of the paper.
program=$(cd "$(dirname "$1")" && pwd)
page=$(cd "$(dirname "$0")/../.." && pwd)/docs/embedding.md
folder=$2/recipes
for tool in pandoc soffice pdflatex epubcheck; do
	command -v $tool >/dev/null || { echo "[  SKIPPED ] recipes: $tool is not installed (make setup-clients)"; exit 0; }
done
rm -rf "$folder" && mkdir -p "$folder/bin"
# Debian's epubcheck is a jar that only starts by itself where the kernel knows jars.
printf '#!/bin/sh\nexec java -jar /usr/bin/epubcheck "$@"\n' >"$folder/bin/epubcheck" && chmod +x "$folder/bin/epubcheck"
awk -v folder="$folder" '
	/^## / { heading = tolower(substr($0, 4)); gsub(/[^a-z]+/, "-", heading) }
	/^```sh$/ { block++; file = sprintf("%s/%02d-%s.sh", folder, block, heading); inside = 1; next }
	/^```$/ { if (inside) close(file); inside = 0 }
	inside { print > file }' "$page"
fails=0
for block in "$folder"/*.sh; do
	name=recipe-$(basename "$block" .sh)
	if (cd "$folder" && HOME=$folder PATH=$folder/bin:$program:$PATH timeout 180 sh -eu "$block") >"$block.log" 2>&1; then
		echo "[       OK ] $name"
	else
		echo "[  FAILED  ] $name"
		tail -20 "$block.log"
		fails=1
	fi
done
# Where the rightmost thing on the first page of a PDF ends, in hundredths of the page's width.
right_edge() {
	pdftoppm -gray -r 25 -singlefile "$1" "$folder/page" 2>/dev/null || return
	width=$(head -c 20 "$folder/page.pgm" | awk 'NR == 2 { print $1 }')
	tail -n +4 "$folder/page.pgm" | od -An -v -tu1 -w"$width" |
		awk '{ for (i = NF; i > 0 && $i > 250; i--) {} if (i > most) most = i } END { print int(100 * most / NF) }'
}
for document in report.docx slides.pptx; do
	HOME=$folder timeout 180 soffice --headless --convert-to pdf --outdir "$folder/pages" "$folder/$document" >/dev/null 2>&1
done
for page in report.pdf paper.pdf pages/report.pdf pages/slides.pdf; do
	edge=$(right_edge "$folder/$page")
	edge=${edge:-100}
	if [ "$edge" -gt 50 ] && [ "$edge" -lt 98 ]; then
		echo "[       OK ] page-$page"
	else
		echo "[  FAILED  ] page-$page"
		echo "$page: its right edge is at $edge hundredths of the page"
		fails=1
	fi
done
exit $fails
