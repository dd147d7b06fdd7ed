#!/bin/sh
# Draws the matrix of themes, pages, languages and versions, and of all side by side, and lays it out on a contact sheet per theme and page.
# usage: contact_sheet.sh PROGRAM CONTACT_SHEET WORK. Prints the sheets' names; a message of the program fails it.
program=$1 sheet=$2 work=$3
mkdir -p "$work"
for theme in daylight night print contrast; do
	for page in a4 a4-portrait a3 a5 slide square; do
		files=
		for languages in en,zh zh,en en zh; do
			for version in 1.0 2.0 3.0 evolution; do
				file=$work/$theme-$page-$languages-$version.png
				which="--version $version"
				[ $version = evolution ] && which=--multiples
				"$program" render seeds/g60.yaml --theme $theme --page $page --lang $languages \
					$which --dpi 72 -o "$file" || exit 1
				files="$files $file"
			done
		done
		"$sheet" "$work/sheet-$theme-$page.png" 4 700 $files || exit 1
		echo "$work/sheet-$theme-$page.png"
	done
done
