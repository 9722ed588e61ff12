#!/bin/sh
# Installs the fonts the page maker prints with, where they are missing: sh benchmarks/fonts.sh PYTHON
# Without the right to, says what to install and goes on; the tests that print pages are then skipped.
set -eu
missing=$("$1" -c 'from benchmarks.pagemaker import typeset; print(typeset.missing() or "")')
[ -n "$missing" ] || exit 0
packages=$("$1" -c 'from benchmarks.pagemaker import style; print(style.SYSTEM_PACKAGES)')
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing the page maker's fonts"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086
	if apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $packages >/dev/null; then
		exit 0
	fi
fi
echo "page maker: $missing" >&2
echo "page maker: to print pages, install these Debian packages: $packages" >&2
