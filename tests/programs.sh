#!/bin/sh
# Installs the programs that tests need, where they are missing: sh tests/programs.sh
# strace shows what a command sends and stores, Chromium shows the summary of an archive. Without the right to, says
# what to install and goes on; those tests are then skipped, but in CI they fail.
set -eu
missing=
command -v strace >/dev/null || missing="$missing strace"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| missing="$missing chromium"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing what the tests need:$missing"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086
	if apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $missing >/dev/null; then
		exit 0
	fi
fi
echo "to run every test, install these Debian packages:$missing" >&2
