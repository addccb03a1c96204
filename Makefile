.PHONY: help run run-scaled drill pages pictures test check bench faults lock clean
help: ## Say what can be made here
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 \2/p' Makefile | awk '{printf "  make %-10s", $$2; $$1 = $$2 = ""; print}'
run: .venv/run ## Start a demo city on http://127.0.0.1:8000
	@$(SITE)
	$(BIN)/suishoupai serve --demo
run-scaled: .venv/scaled ## The same by many processes: PostgreSQL, S3, a proxy
	@$(SITE)
	$(BIN)/python -m deploy.scaled
drill: .venv/scaled ## Back up, restore, fail over and upgrade such a city under load
	$(BIN)/python -m deploy.drill
pages: .venv/run ## Build the pages
	@$(WEB) site
pictures: .venv/dev ## Take the screenshots of docs/pages/ anew
	@$(WEB) site
	@$(BROWSER) browser
	$(BIN)/python -m tests.pages.pictures
test: .venv/dev ## Run every test, on both databases and in a browser
	@$(WEB) site test && $(BROWSER) browser
	$(BIN)/python -m pytest $(TWO) --ignore tests/pages --ignore tests/faults
	$(BIN)/python -m pytest $(FAULTS)
	$(BIN)/python -m pytest $(TWO) tests/pages
check: .venv/dev ## Check format, lint, types, walls, shape, locks and leaks
	$(BIN)/ruff format --check . && $(BIN)/ruff check .
	$(BIN)/mypy && $(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_repository.py && $(BIN)/python -m tests.checks.locks && $(BIN)/python -m tests.checks.leaks
	@$(WEB) check
bench: .venv/dev pages ## Measure speed, each figure beside a baseline
	@$(BROWSER) browser && $(BIN)/python -m tests.bench
faults: .venv/dev ## Kill, break and race by the thousand; SHORT=1 in a quarter of an hour
	$(if $(SHORT),SHORT=1,THOROUGH=1) $(BIN)/python -m pytest $(FAULTS)
lock: .venv/run ## Pin the newest fitting packages, with their hashes
	$(PIP) --require-hashes -r requirements/lock.txt
	$(COMPILE) pyproject.toml -o requirements/base.txt
	$(COMPILE) pyproject.toml --extra heic -c requirements/base.txt -o requirements/heic.txt
	for group in dev build pages scaled lock; do $(COMPILE) --group $$group -c requirements/base.txt -o requirements/$$group.txt; done
clean: ## Remove what was made, but no data
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	@$(WEB) clean && $(BROWSER) clean
include requirements/environment.mk
