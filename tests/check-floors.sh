#!/bin/sh
# A room includes only rooms on lower floors (docs/ARCHITECTURE.md); text/ and page/ may use geometry/, page/ text/.
floor() { case $1 in base) echo 0;; geometry) echo 1;; text) echo 11;; page) echo 12;; projection|spec|data) echo 20;;
scene) echo 30;; labels|furniture) echo 40;; draw) echo 50;; render) echo 60;; batch) echo 65;; command) echo 70;; *) echo 99;; esac; }
bad=0
for file in src/*/*.c src/*/*.h; do
	room=${file#src/}; room=${room%%/*}
	for other in $(sed -n 's|^#include "\([a-z_]*\)/.*|\1|p' "$file" | sort -u); do
		[ "$other" = "$room" ] || [ "$(floor "$other")" -lt "$(floor "$room")" ] || { echo "$file includes $other/"; bad=1; }
	done
done
exit $bad
