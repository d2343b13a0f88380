# Every development command. All set-up goes into .venv at the project's root.

PYTHON ?= python3
BIN := .venv/bin
DESK ?= desks/ai
PORT ?= 8000
DEMO := build/demo
SEED ?= 1

.DEFAULT_GOAL := help
.PHONY: help demo run serve test cover lint types format bench quality validate lock clean

help:  ## Show this help
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{printf "make %-8s %s\n", $$1, $$2}'

.venv/ready-%: requirements/%.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tidings needs Python 3.11 or newer; try make PYTHON=python3.12")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "setting up .venv ($*)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements/$*.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/ready-run  ## Run everything on a bundled, fictional news world
	@$(BIN)/tidings demo --dir $(DEMO) --seed $(SEED)
	@echo "          make serve"

run: .venv/ready-run  ## Run a desk on the live web: make run DESK=desks/ai
	@$(BIN)/tidings run $(DESK)

serve: .venv/ready-run  ## Show a site in the browser: the demo's, or make serve DESK=desks/ai
	@$(BIN)/tidings serve $(if $(filter command line environment,$(origin DESK)),$(DESK),$(DEMO)) --port $(PORT)

test: .venv/ready-dev  ## Run the tests
	@$(BIN)/pytest

cover: .venv/ready-dev  ## Run the tests and tell which lines they never reach
	@$(BIN)/pytest --cov

lint: .venv/ready-dev  ## Check style
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: .venv/ready-dev  ## Check types
	@$(BIN)/mypy

format: .venv/ready-dev  ## Put the code into the house's form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

bench: .venv/ready-bench  ## Measure every target beside the peers: make bench, or ONLY=gather, or INTO=docs/benchmarks.md
	@$(BIN)/python bench/bench.py $(foreach part,$(ONLY),--only $(part)) $(if $(INTO),--into $(INTO))

quality: .venv/ready-dev  ## Hold every figure at its floor
	@$(BIN)/python bench/quality.py

validate/node_modules/ready: validate/package-lock.json
	@if command -v npm >/dev/null; then echo "setting up validate/node_modules"; \
	  cd validate && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --silent && touch node_modules/ready; fi

validate: .venv/ready-dev validate/node_modules/ready  ## Have outside validators judge the demo's site and the recorded world's: ONLY=vnu, SITE=demo, SHOTS=folder, STRICT=1
	@$(BIN)/python validate/validate.py $(foreach one,$(ONLY),--only $(one)) $(foreach one,$(SITE),--site $(one)) \
	  $(if $(SHOTS),--shots $(SHOTS)) $(if $(STRICT),--strict)

lock:  ## Lock the dependencies anew (needs uv and npm)
	@for name in run:build,minilm dev:dev bench:bench; do \
	  uv pip compile pyproject.toml $$(echo ",$${name#*:}" | sed 's/,/ --extra /g') --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --no-emit-package tidings --no-header --no-annotate --upgrade --quiet \
	    -o requirements/$${name%:*}.txt; done
	@cd validate && npm install --package-lock-only --ignore-scripts --silent

clean:  ## Remove what was built, and the virtual environment
	@rm -rf .venv validate/node_modules build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
