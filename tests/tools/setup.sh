#!/bin/sh
# Installs the Debian packages given that are missing; where that cannot be done, says what to install, and ends with 1.
# usage: setup.sh PACKAGE...
say() {
	echo "make setup installs with apt-get, and cannot here: $1." >&2
	echo "Please install these packages of Debian, or what your system calls them:" >&2
	echo "  $2" >&2
	exit 1
}
if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	# Another system: what counts is whether the libraries are there, which the build asks pkg-config.
	say "there is no apt-get" "$*"
fi
missing=
for package; do
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=
if [ "$(id -u)" != 0 ]; then
	sudo=sudo
	command -v sudo >/dev/null || say "only root may use it, and there is no sudo" "$missing"
fi
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
$sudo apt-get update && $sudo apt-get install -y --no-install-recommends $missing || say "it failed" "$missing"
