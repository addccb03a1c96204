BIN := .venv/bin
PYTHON ?= $(shell for name in python3.14 python3.13 python3.12 python3.11 python3 python; do \
  $$name -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
PIP := $(BIN)/pip --disable-pip-version-check --quiet install
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
  --generate-hashes --no-header --no-emit-index-url --upgrade
WEB := $(MAKE) --no-print-directory -C web
.PHONY: help run pages pictures test check bench faults lock clean
help: ## Say what can be made here
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1 \2/p' Makefile | awk '{printf "  make %-8s", $$2; $$1 = $$2 = ""; print}'
run: .venv/run ## Start a demo city on http://127.0.0.1:8000
	@$(WEB) site || echo "The pages were not built, for the reason above; the API and /docs work all the same." >&2
	$(BIN)/suishoupai serve --demo
pages: .venv/run ## Build the pages
	@$(WEB) site
pictures: .venv/dev ## Take the screenshots of docs/pages/ anew
	@$(WEB) site
	@$(MAKE) --no-print-directory -C tests/pages browser
	$(BIN)/python -m tests.pages.pictures
test: .venv/dev ## Run every test, on both databases and in a browser
	@$(WEB) site test
	@$(MAKE) --no-print-directory -C tests/pages browser
	$(BIN)/python -m pytest
check: .venv/dev ## Check format, lint, types, walls, locks and leaks
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.checks.locks
	$(BIN)/python -m tests.checks.leaks
	@$(WEB) check
bench: .venv/dev ## Measure speed, each figure beside a baseline
	$(BIN)/python -m tests.bench
faults: .venv/dev ## Kill and race by the thousand (THOROUGH=1)
	THOROUGH=1 $(BIN)/python -m pytest tests/faults
lock: .venv/run ## Pin the newest fitting packages, with their hashes
	$(PIP) --require-hashes -r requirements/lock.txt
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --extra heic -c requirements/base.txt -o requirements/heic.txt
	for group in dev build pages lock; do $(COMPILE) --group $$group -c requirements/base.txt -o requirements/$$group.txt; done
clean: ## Remove what was made, but no data
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@$(WEB) clean
.venv/run: pyproject.toml requirements/base.txt requirements/build.txt
	@test -n "$(PYTHON)" || { echo "suishoupai needs Python 3.11 or later with venv: install python3 and python3-venv (Debian), python (Homebrew), or set PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements/base.txt -r requirements/build.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
.venv/dev: .venv/run requirements/dev.txt requirements/heic.txt
	$(PIP) --require-hashes -r requirements/dev.txt -r requirements/heic.txt
	@touch $@
