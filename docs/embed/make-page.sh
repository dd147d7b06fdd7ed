#!/bin/sh
# make-page.sh PAGE FOLDER: PAGE on standard output, each line «<!-- NAME.svg -->» replaced by the file FOLDER/NAME.svg.
set -eu
awk -v folder="$2" '
	match($0, /^<!-- [^ ]+\.svg -->$/) {
		file = folder "/" substr($0, 6, length($0) - 9)
		while ((got = (getline line < file)) > 0) print line
		if (got < 0) { print "make-page.sh: cannot read " file > "/dev/stderr"; exit 1 }
		close(file); next
	}
	{ print }' "$1"
