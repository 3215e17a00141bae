# Everything is done in .venv, made here; nothing is installed into the machine's own Python.
#   make setup   what the other targets need        make demo    convert the samples and show what was found
#   make test    what CI runs                       make check   the same without the slow tests

SHELL := /bin/bash
PYTHON ?= python3.11
PYTEST_ARGS ?= -n auto
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEMO := out/demo
REFERENCE ?= ../shared

# libgl1 and libglib2.0-0: OpenCV contrib links against them. The fonts: samples are set in them. LibreOffice: .doc, .wps
# and .rtf are converted by it. libarchive-tools: its bsdtar opens .rar. chromium: the tests of the review's pages.
DEBIAN := libgl1 libglib2.0-0 libarchive-tools \
	fonts-arphic-uming fonts-arphic-ukai fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei fonts-wqy-microhei \
	libreoffice-core-nogui libreoffice-writer-nogui libreoffice-calc-nogui chromium

.PHONY: help setup debian demo demo-nightly test check lint format types floors schema seeds lock clean distclean
.DEFAULT_GOAL := help

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: debian $(STAMP) ## make .venv with gongkai and its tools; does nothing when all is there

debian:
	@bash scripts/debian-packages $(DEBIAN) || echo "going on without them: some things may fail" >&2

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	    echo "$(PYTHON) is not installed. gongkai needs Python 3.11:" >&2; \
	    echo "  install it, or name yours: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || bash scripts/debian-packages python3.11-venv
	@echo "making $(VENV)" >&2
	@$(PYTHON) -m venv $(VENV)

# --no-deps: constraints.txt is complete, and its OpenCV must stay the only one (see there).
$(STAMP): constraints.txt pyproject.toml | $(BIN)/python
	@echo "installing $$(grep -c == constraints.txt) packages; the first time takes some minutes" >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps -r constraints.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## convert the samples and print what was found in each
	@mkdir -p $(DEMO)
	GONGKAI_AUDIT=0.02 $(BIN)/gongkai convert samples/demo --out $(DEMO) --store $(DEMO)/review.sqlite
	$(BIN)/gongkai show $(DEMO)
	@echo "to decide what is doubtful, run $(BIN)/gongkai review --demo and open http://127.0.0.1:8765 in a browser"

demo-nightly: setup ## two nights on a portal of this machine, under Prefect: what each of them cost
	$(BIN)/python -m tests.flows.demo --home out/demo-nightly

test: setup lint types floors ## all that CI runs: style, types, floors, tests
	$(BIN)/python -m pytest $(PYTEST_ARGS)

check: setup lint types floors ## as test, without the slow tests
	$(BIN)/python -m pytest $(PYTEST_ARGS) -m "not slow"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

floors: setup
	$(BIN)/lint-imports

format: setup ## put the code into its standard form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

schema: setup ## write the JSON Schema of the report anew
	$(BIN)/gongkai schema --write

seeds: setup ## convert the reference set's seeds and score them against their gold
	$(BIN)/gongkai convert $(REFERENCE)/seeds $(REFERENCE)/real/putuo_finance_2024_final_accounts.pdf --out out/seeds
	$(BIN)/python $(REFERENCE)/score.py $(REFERENCE)/gold out/seeds

# uv chooses versions only: it can leave the other OpenCV packages out, which pip cannot. pip installs.
lock: setup ## choose versions anew within pyproject's bounds (keeps those that still fit)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --target build/uv uv
	@sed -n '/^#/p' constraints.txt > build/head.txt
	build/uv/bin/uv pip compile --quiet --python-version 3.11 --all-extras --no-header --no-annotate \
	    --no-emit-package pip --output-file constraints.txt pyproject.toml
	@cat build/head.txt <(grep -v '^#' constraints.txt) > build/new.txt && mv build/new.txt constraints.txt

clean: ## remove what was built and measured; keep .venv
	rm -rf out build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

distclean: clean ## remove .venv too
	rm -rf $(VENV)
