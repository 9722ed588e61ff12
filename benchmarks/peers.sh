#!/bin/sh
# Installs the systems ocrkit is compared with, away from ocrkit's own environment: sh benchmarks/peers.sh PYTHON
# Into .peers/NAME what benchmarks/systems/requirements/NAME.txt lists; Tesseract from the system's packages. Without
# the right to install those, says what to install and goes on: that system is then reported as not run.
set -eu
for list in benchmarks/systems/requirements/*.txt; do
	name=$(basename "$list" .txt)
	[ ! -e ".peers/$name.stamp" ] || [ "$list" -nt ".peers/$name.stamp" ] || continue
	echo "installing .peers/$name; this takes some minutes"
	mkdir -p .peers
	"$1" -m venv ".peers/$name" >/dev/null 2>&1 || { "$1" -m venv --without-pip --clear ".peers/$name" \
		&& "$1" -m pip --python ".peers/$name/bin/python" install -qq pip; }
	PIP_DISABLE_PIP_VERSION_CHECK=1 ".peers/$name/bin/python" -m pip install -qq -r "$list"
	".peers/$name/bin/python" -c "import cv2"
	touch ".peers/$name.stamp"
done

tesseract --list-langs 2>/dev/null | grep -qx chi_sim && exit 0
packages="tesseract-ocr tesseract-ocr-chi-sim"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing Tesseract"
	export DEBIAN_FRONTEND=noninteractive
	# shellcheck disable=SC2086
	if apt-get update -qq >/dev/null && apt-get install -qq -y --no-install-recommends $packages >/dev/null; then
		exit 0
	fi
fi
echo "for tesseract-rows, install these Debian packages: $packages" >&2
