#!/bin/sh
# Installs the Debian packages given that are missing. Where that cannot be done, says what to install, and ends with 1;
# without apt-get it ends with 0 if pkg-config finds every library in $PACKAGES.
# usage: setup.sh PACKAGE...
ask_for() { # reason, packages
	echo "make setup installs with apt-get and cannot do so here: $1." >&2
	echo "Please install these packages of Debian, or what your system calls them:" >&2
	echo "  $2" | fold -s -w 100 >&2
}
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	ask_for "there is no apt-get" "$*"
	# shellcheck disable=SC2086
	pkg-config --exists ${PACKAGES:-none} 2>/dev/null || exit 1
	echo "pkg-config finds all libraries: the build goes on; fonts and tools it cannot ask for." >&2
	exit 0
fi
missing=
for package; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=
if [ "$(id -u)" != 0 ]; then
	sudo="sudo DEBIAN_FRONTEND=noninteractive"
	command -v sudo >/dev/null || { ask_for "only root may use it, and there is no sudo" "${missing# }"; exit 1; }
fi
export DEBIAN_FRONTEND=noninteractive
# An update that fails may have been of packages that nothing here needs.
# shellcheck disable=SC2086
$sudo apt-get update
# shellcheck disable=SC2086
$sudo apt-get install -y --no-install-recommends $missing || { ask_for "apt-get failed" "${missing# }"; exit 1; }
