#!/bin/sh
# Installs what the page maker prints with (fonts, Pango), where it is missing: sh benchmarks/fonts.sh PYTHON [--held-out]
# --held-out adds the typesetter and the fonts that development never sees (Chromium: some 300 MB).
# Without the right to, says what to install and goes on; the tests that print pages are then skipped.
set -eu
python=$1
shift
missing=$("$python" -m benchmarks.pagemaker.needs "$@") && exit 0
packages=$("$python" -m benchmarks.pagemaker.needs --packages "$@")
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing what the page maker prints with"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086
	if apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $packages >/dev/null; then
		exit 0
	fi
fi
echo "page maker: $missing" >&2
echo "page maker: to print pages, install these Debian packages: $packages" >&2
