#!/bin/sh
# Every command, map file, link and picture of the documents: tests/docs/documents.py. First pages with a fault, which it must find.
# usage: docs.sh PROGRAM WORK [--draw]. With --draw the pictures below docs/pictures/*/ are drawn anew from the documents.
here=$(dirname "$0")
unset FONTCONFIG_FILE # the fonts that are installed, as a reader has them
fails=0
for page in "$here"/docs/faults/*.md; do
	fault=$(sed -n '1s/<!-- fails with: \(.*\) -->/\1/p' "$page") name=fault-$(basename "$page" .md)
	said=$(python3 "$here/docs/documents.py" "$1" "$2" "$page")
	if [ $? -eq 1 ] && [ -n "$fault" ] && echo "$said" | grep -qF "$fault"; then echo "[       OK ] $name"; else
		echo "[  FAILED  ] $name"; echo "not found: $fault in"; echo "$said"; fails=1
	fi
done
python3 "$here/docs/documents.py" "$@" || fails=1
exit $fails
