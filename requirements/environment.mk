# The environment in .venv, from pinned and hashed packages, and how tests run in it; read by the Makefile above.
TWO := -n 2 --dist loadfile
# Faults go by their own order, in which those that need the machine alone come last: tests/faults/alone.py.
FAULTS := $(TWO) --no-loadscope-reorder tests/faults
BIN := .venv/bin
WEB := $(MAKE) --no-print-directory -C web
BROWSER := $(MAKE) --no-print-directory -C tests/pages
SITE = $(WEB) site || echo "The pages were not built, for the reason above; the API and /docs work all the same." >&2
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
  $$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
PIP := $(BIN)/pip --disable-pip-version-check --quiet install
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-header --no-emit-index-url --upgrade
.venv/run: pyproject.toml requirements/base.txt requirements/build.txt
	@test -n "$(PYTHON)" || { echo "suishoupai needs Python 3.11 or later with venv: install python3 and python3-venv (Debian), python (Homebrew), or set PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/base.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
.venv/dev: .venv/run requirements/dev.txt requirements/heic.txt
	$(PIP) --require-hashes -r requirements/dev.txt -r requirements/heic.txt
	@touch $@
.venv/scaled: .venv/run requirements/scaled.txt
	$(PIP) --require-hashes -r requirements/scaled.txt
	@touch $@
