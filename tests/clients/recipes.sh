#!/bin/sh
# Runs every «sh» block of docs/embedding.md, in order, in an empty folder, as a reader would.
# usage: recipes.sh PROGRAM WORK. One result per block, named after its heading.
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
exit $fails
