#!/bin/sh
# The maps in documents, with the programs that readers use: LibreOffice Writer, Inkscape, rsvg-convert, LaTeX, an e-book.
# usage: documents.sh PROGRAM PICTURE_DIFF WORK. A program that is not installed skips its tests, with a line that says so.
program=$1 diff_tool=$2 work=$3
here=$(dirname "$0")
fails=0
result() { # name status
	if [ "$2" -eq 0 ]; then echo "[       OK ] $1"; else echo "[  FAILED  ] $1"; fails=1; fi
}
has() { # program, what it would test
	command -v "$1" >/dev/null && return
	echo "[  SKIPPED ] $2: $1 is not installed (make setup-clients)"
	return 1
}
# name, expected PNG, actual PNG, largest mean difference, largest fraction of differing pixels
same_picture() {
	"$diff_tool" "$2" "$3" --crop --max-mean "$4" --max-fraction "$5" --out "$work/$1-diff.png" >"$work/$1.txt" 2>&1
	result "$1" $?
	[ "$fails" -eq 0 ] || cat "$work/$1.txt"
}
# A document of one page that shows g60-3.0.svg at its full size, as Writer itself would save it.
flat_document() {
	sed -e '/@IMAGE@/{' -e "r $work/image.base64" -e 'd' -e '}' "$here/report.fodt" >"$work/report.fodt"
}

if has soffice writer; then
	base64 "$work/g60-3.0.svg" >"$work/image.base64"
	flat_document
	HOME=$work timeout 180 soffice --headless --convert-to pdf --outdir "$work" "$work/report.fodt" >"$work/writer.log" 2>&1
	result writer-exports-pdf $?
	pdftocairo -r 120 -png -singlefile "$work/report.pdf" "$work/report"
	same_picture writer-picture "$work/g60-3.0.png" "$work/report.png" 3 0.02
	pdftotext "$work/report.pdf" "$work/report.txt"
	for name in Songjiang Hangzhou 松江 合肥 Legend; do
		grep -q "$name" "$work/report.txt"; result "writer-text-$name" $?
	done
fi

if has inkscape inkscape; then
	timeout 120 inkscape --export-type=png --export-dpi=120 -o "$work/inkscape.png" "$work/g60-3.0.svg" >"$work/inkscape.log" 2>&1
	same_picture inkscape-picture "$work/g60-3.0.png" "$work/inkscape.png" 2 0.012
fi

if has rsvg-convert rsvg; then
	rsvg-convert -w 1403 -h 992 "$work/outline-3.0.svg" -o "$work/rsvg-outline.png"
	same_picture rsvg-outline-picture "$work/g60-3.0.png" "$work/rsvg-outline.png" 2 0.01
	grep -q '<text' "$work/outline-3.0.svg"; [ $? -eq 1 ]; result outline-has-no-text $?
fi

if has pdflatex latex; then
	cp "$here/report.tex" "$work/report.tex"
	(cd "$work" && timeout 120 pdflatex -halt-on-error -interaction=nonstopmode -jobname latex report.tex >latex.log 2>&1)
	result latex-includes-the-pdf $?
	pdftotext "$work/latex.pdf" - | grep -q 松江; result latex-keeps-chinese-text $?
	pdffonts "$work/latex.pdf" | awk 'NR > 2 && $(NF - 4) != "yes" { bad = 1 } END { exit bad || NR < 4 }'
	result latex-fonts-embedded $?
fi
# What SVG 1.1 does not know (WAI-ARIA and data-* of HTML) is taken out; the rest must be valid by its DTD.
dtd=/usr/share/xml/w3c-sgml-lib/schema/dtd/REC-SVG11-20110816/svg11.dtd
for file in g60-1.0 g60-2.0 g60-3.0 outline-3.0; do
	[ -f "$dtd" ] || { echo "[  SKIPPED ] svg-dtd: w3c-sgml-lib is not installed (make setup-clients)"; break; }
	sed -E 's/ (data-[a-z-]+|role|aria-[a-z]+)="[^"]*"//g' "$work/$file.svg" >"$work/$file-stripped.svg"
	xmllint --noout --nonet --dtdvalid "$dtd" "$work/$file-stripped.svg" 2>"$work/$file-dtd.txt"
	result "svg-valid-$file" $?
	head -5 "$work/$file-dtd.txt"
done

# A minimiser reads it without a complaint and finds next to nothing to take away.
if has scour scour; then
	scour -q -i "$work/g60-3.0.svg" -o "$work/scoured.svg" >"$work/scour.txt" 2>&1 && [ ! -s "$work/scour.txt" ]
	result scour-reads-without-warning $?
	[ $(($(wc -c <"$work/scoured.svg") * 100)) -ge $(($(wc -c <"$work/g60-3.0.svg") * 95)) ]
	result scour-saves-below-5-percent $?
fi
exit $fails
