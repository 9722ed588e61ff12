# make demo     install into .venv, read the sample scan, show its table
# make test     install with the development tools; check style and types, run every test
# make prove    the tests that take minutes: kills at every moment of the writing, every command with every engine
#               under a tracer, and the like; then 100 hostile inputs and every promise as a command, into out
# make corpus   print and degrade the generated reports (CORPUS_SEED for others) into out/corpus
# make peers    install the systems ocrkit is compared with into .peers, each in an environment of its own
# make benchmark       12 generated reports, the peers on 4 of them; the result is out/benchmark/RESULT.md
# make benchmark-full  120 reports over all levels, the peers on 36, and real data where it is there; hours, and an
#                      interrupted run goes on; the result is benchmarks/results/full
# make clean    remove what the above made
#
# Python 3.11, pip and make must be there; whatever else a step needs it installs, or says how to.

PYTHON ?= $(shell for p in python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
CORPUS_SEED ?= 1
# Pages of this seed are measured only: nothing was developed on them.
FULL_SEED ?= 3107
# -qq: what pip would warn of is not this project's. The second name holds for the build, in newer pips.
PIP_INSTALL := PIP_CONSTRAINT=constraints.txt PIP_BUILD_CONSTRAINT=constraints.txt PIP_DISABLE_PIP_VERSION_CHECK=1 \
	$(BIN)/python -m pip install -qq

.PHONY: demo test prove install install-dev corpus peers benchmark benchmark-full clean
.DELETE_ON_ERROR:

demo: install
	@$(BIN)/ocrkit read tests/data/sample -o out/demo --force
	@echo
	@echo "The scan is tests/data/sample; open out/demo/report.html in a browser to see it beside its tables."
	@echo "Next, for many reports: $(BIN)/ocrkit digitize SCANS --dry-run   (docs/archive.md)"

test: install-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python -m pytest

prove: install-dev
	$(BIN)/python -m pytest -m prove
	@mkdir -p out
	$(BIN)/python -m benchmarks.hostile --seed 1 --count 100 -o out/hostile.md
	$(BIN)/python -m benchmarks.promises -o out/promises.md

corpus: install-dev
	$(BIN)/python -m benchmarks.pagemaker corpus out/corpus --seed $(CORPUS_SEED)

peers: .venv/bin/pip
	@sh benchmarks/peers.sh $(BIN)/python

benchmark: install-dev peers
	$(BIN)/python -m benchmarks.pagemaker benchmark out/benchmark/pages --count 12 --tables 2 --seed $(CORPUS_SEED)
	$(BIN)/python -m benchmarks.run --documents out/benchmark/pages --peers-on 4 --timing small \
		--seed $(CORPUS_SEED) --work out/benchmark/work --out out/benchmark

# Real data and the check scans lie beside the repository where the project is developed; elsewhere they are left out.
FULL := out/benchmark-full-$(FULL_SEED)
REAL := $(if $(wildcard ../shared/scans),scans) $(if $(wildcard ../shared/real),reports tables)
ICDAR := $(if $(wildcard ../shared/real),icdar2013-eu)
benchmark-full: install-dev peers $(FULL)/pages.stamp
	$(BIN)/python -m benchmarks.run --documents $(FULL)/pages $(FULL)/held-out $(REAL) --peers-on 36 --timing full \
		--seed $(FULL_SEED) --work $(FULL)/work --out benchmarks/results/full
	$(if $(ICDAR),$(BIN)/python -m benchmarks.run --documents $(ICDAR) --seed $(FULL_SEED) \
		--work $(FULL)/work --out benchmarks/results/$(ICDAR))

$(FULL)/pages.stamp:
	@mkdir -p $(FULL)/held-out
	$(BIN)/python -m benchmarks.pagemaker benchmark $(FULL)/pages --count 120 --seed $(FULL_SEED)
	@sh benchmarks/fonts.sh $(BIN)/python --held-out
	$(BIN)/python -m benchmarks.pagemaker benchmark $(FULL)/held-out --held-out --count 24 --seed $(FULL_SEED) \
		|| echo "without held-out pages" >&2
	@touch $@

clean:
	rm -rf .venv out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

install: .venv/ocrkit.stamp
install-dev: .venv/ocrkit-dev.stamp
	@sh benchmarks/fonts.sh $(BIN)/python
	@sh tests/programs.sh

# Three distributions that ocrkit's dependencies ask for write one cv2 folder, and whichever comes last wins. Headless
# goes in last, on purpose: it alone needs no system libraries (libGL, X) and so runs on a bare machine.
.venv/ocrkit.stamp: pyproject.toml constraints.txt | .venv/bin/pip
	@echo "installing ocrkit into .venv; this takes some minutes"
	@$(PIP_INSTALL) -e .
	@$(PIP_INSTALL) --no-deps --force-reinstall opencv-python-headless
	@$(BIN)/python -c "import cv2; assert cv2.version.headless"
	@touch $@

.venv/ocrkit-dev.stamp: .venv/ocrkit.stamp
	@echo "installing the development tools into .venv"
	@$(PIP_INSTALL) -e '.[dev,pages,benchmark]'
	@touch $@

# Debian's Python has no ensurepip without the package python3-venv; the pip that is there can stand in.
.venv/bin/pip:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (set PYTHON to where it is)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { $(PYTHON) -m venv --without-pip --clear .venv \
		&& $(PYTHON) -m pip --python $(BIN)/python install -qq pip; }
