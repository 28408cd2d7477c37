# The commands of EST-boten. Each calls what a person could type without make; `./run` and `./test` need no make at all.
.DEFAULT_GOAL := help
SHELL := /bin/sh
PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help setup run week test check cards bench faults fuzz cases prove migration lock calendar manifest documents

help: ## Show these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## Install everything that developing and testing needs
	@. tools/environment.sh && install_lock test && install_node && install_chromium && install_office

run: ## Start the bot with its sample municipality and local client (ARGS=… for options)
	./run $(ARGS)

week: ## Play a whole EST week on the console
	@. tools/environment.sh && install_lock run
	$(PYTHON) app.py week

test: ## Run everything, as CI does (T=path for those tests only)
	./test $(T)

check: ## Run the fast part in under a minute: style, types, imports, fast tests
	ruff check
	ruff format --check
	mypy
	lint-imports --no-logo
	$(PYTHON) -m pytest -q $(IN_PARALLEL) -m "not slow and not browser and not postgres and not playground and not office" tests/est tests/words tests/dialogs tests/schedule

documents: ## Write every document of the latest meeting to a folder (OUT=folder, ARGS=… for options)
	@test -n "$(OUT)" || { echo "make documents OUT=folder"; exit 2; }
	$(PYTHON) app.py documents --out "$(OUT)" $(ARGS)

cards: ## Render every card of the gallery to pictures in build/
	$(PYTHON) -m tests.cards.render

bench: ## Measure against the stock bots and write bench/results.json
	$(PYTHON) -m bench

fuzz: ## Try thousands of odd activities at the running endpoint and say how many (TRIES=… SEED=…)
	$(PYTHON) -m pytest -q tests/bot/test_door_fuzz.py --hypothesis-profile=fuzz --hypothesis-show-statistics
	$(PYTHON) -m tests.fuzz $(if $(TRIES),--tries $(TRIES)) $(if $(SEED),--seed $(SEED))

faults: ## Kill, cut off and mistreat real server processes, and count what is lost (ARGS=… for options)
	$(PYTHON) -m faults $(ARGS)

cases: ## List every acceptance case with its tests and result (RUN=1 runs those tests first)
	@$(PYTHON) tools/cases.py $(if $(RUN),--run)

prove: ## Mutate est/ and list the mutants its fast tests let live; then the proof note of every case (ARGS=--keep)
	$(PYTHON) tools/prove.py $(ARGS)

migration: ## Write the next migration from the tables (name=what_changes)
	@test -n "$(name)" || { echo "make migration name=what_changes"; exit 2; }
	$(PYTHON) -c 'import sys; from storage.migrate import draft; print(draft(sys.argv[1]))' "$(name)"
	$(BIN)/ruff format --quiet storage/migrations

lock: ## Write the locks anew from pyproject.toml and package.json (UPGRADE=1 takes newer versions)
	$(PYTHON) tools/lock.py $(if $(UPGRADE),--upgrade)

calendar: ## Write the Swedish red days anew from the holidays library
	$(PYTHON) -m calendars.build

manifest: ## Build and check the Teams app packages in build/manifest/
	$(PYTHON) manifest/build.py
