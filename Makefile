BIN := .venv/bin
WEB := $(MAKE) --no-print-directory -C web
BROWSER := $(MAKE) --no-print-directory -C tests/pages
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
	@$(BROWSER) browser
	$(BIN)/python -m tests.pages.pictures
test: .venv/dev ## Run every test, on both databases and in a browser
	@$(WEB) site test
	@$(BROWSER) browser
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
faults: .venv/dev ## Kill, break and race by the thousand; SHORT=1 in a quarter of an hour
	$(if $(SHORT),SHORT=1,THOROUGH=1) $(BIN)/python -m pytest tests/faults
lock: .venv/run ## Pin the newest fitting packages, with their hashes
	$(PIP) --require-hashes -r requirements/lock.txt
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --extra heic -c requirements/base.txt -o requirements/heic.txt
	for group in dev build pages scaled lock; do $(COMPILE) --group $$group -c requirements/base.txt -o requirements/$$group.txt; done
clean: ## Remove what was made, but no data
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@$(WEB) clean && $(BROWSER) clean
include requirements/environment.mk
