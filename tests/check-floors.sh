#!/bin/sh
# The structure of docs/ARCHITECTURE.md: sh tests/check-floors.sh [BUILD]
# - A room includes only rooms on lower floors; text/ and page/ may use geometry/, page/ text/.
# - A folder inside a room has one door: from outside it only the header with its name is included.
# - No circle of headers, and inside a room no circle of .c files that call each other, read from the objects in BUILD.
#   Only calls count: the lists of kinds (scene/styles.c, draw/formats.c …) name the kinds' tables and call none.
# - Every file that docs/ARCHITECTURE.md names exists, or is marked (to come).
build=${1:-build}
export LC_ALL=C
floor() { case $1 in base) echo 0;; geometry|expression) echo 1;; text) echo 11;; page) echo 12;; projection|spec|data) echo 20;;
scene) echo 30;; labels|furniture) echo 40;; draw) echo 50;; render) echo 60;; batch) echo 65;; command) echo 70;; *) echo 99;; esac; }
# What is still otherwise, by the beginning of its message. Take a line away when it is mended: this fails then.
known=''
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
fail() { echo "$1" >>"$work/found"; }

includes=$(grep -n '^#include "' src/*/*.[ch] src/*/*/*.[ch] | sed 's|^src/\([^:]*\):[0-9]*:#include "\([^"]*\)".*|\1 \2|')
while read -r file other; do
	room=${file%%/*} theirs=${other%%/*}
	[ "$theirs" = "$room" ] || [ "$(floor "$theirs")" -lt "$(floor "$room")" ] || fail "src/$file includes $theirs/"
	case $other in */*/*)
		folder=${other%/*}
		[ "$folder" = "${file%/*}" ] || [ "$other" = "$folder/${folder##*/}.h" ] ||
			fail "src/$file includes $other, which is private to $folder/" ;;
	esac
done <<END
$includes
END

# Pairs "a b", a before b, from standard input: says which lie in a circle.
no_circle() {
	loops=$(tsort 2>&1 >/dev/null | sed 's/^tsort: //; s/^-: input contains a loop:/;/' | tr '\n' ' ')
	[ -z "$loops" ] || fail "$1: a circle of$(echo "$loops" | sed 's/^;//; s/ *$//')"
}

no_circle headers <<END
$(echo "$includes" | grep '\.h .*\.h$')
END

# Calls from one object to another of the room, by the names of functions that the one lacks and the other defines.
for room in src/*/; do
	room=$(basename "$room")
	objects=$(find "src/$room" -name '*.c' | sed "s|^src/\(.*\)c\$|$build/\1o|" | sort)
	set --
	for object in $objects; do [ ! -f "$object" ] || set -- "$@" "$object"; done
	[ $# -gt 1 ] || continue
	no_circle "src/$room" <<END
$(nm -A -g "$@" | sed "s|^$build/||" | awk '{ split($1, at, ":"); file = at[1]; sub(/o$/, "c", file) }
	$(NF - 1) == "T" { home[$NF] = file }
	$(NF - 1) == "U" { user[++n] = file; wanted[n] = $NF }
	END { for (i = 1; i <= n; i++) if (wanted[i] in home) print user[i], home[wanted[i]] }' | sort -u)
END
done

# Below batch/ and command/ all that is read is opened by base/confined.c, so that --confine holds.
opened=$(grep -rnE '(^|[^_[:alnum:]>.])(f|sys)?open(at|dir)?\(' src --include='*.c' | grep -v -e '^src/base/' -e '^src/batch/' -e '^src/command/' -e '^src/main.c')
[ -z "$opened" ] || fail "opened without base_open(): $opened"

# Files by name, wherever in src/ they are, and <name> for any.
for name in $(grep -v '(to come)' docs/ARCHITECTURE.md | grep -oE '[a-z_<>*]+(/[a-z_<>*]+)*\.[ch]\b' | sort -u); do
	case $name in *[\<*]*) continue ;; esac
	find src -path "*/$name" | grep -q . || fail "docs/ARCHITECTURE.md names $name, which does not exist"
done
touch "$work/found"
printf '%s\n' "$known" | awk 'NR == FNR { if ($0) known[++n] = $0; next }
	{ for (i = 1; i <= n; i++) if (index($0, known[i]) == 1) { met[i] = 1; next } print; bad = 1 }
	END { for (i = 1; i <= n; i++) if (!met[i]) { print "mended, take it from known= in tests/check-floors.sh: " known[i]; bad = 1 }
		exit bad }' - "$work/found"
