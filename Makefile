# make chat: a fresh machine to an answering web chat. make test: everything that CI runs.
# Both need Python 3.11 or newer and make; the browser tests also need Chromium.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
PORT ?= 7860

.PHONY: chat test lint bench scale screenshots evaluate models constraints clean

chat: $(INSTALLED) models
	$(BIN)/beleg chat --port $(PORT)

test: $(INSTALLED_DEV) models
	$(BIN)/pytest

lint: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(INSTALLED_DEV) models
	$(BIN)/python -m tests.benchmarks.reading
	$(BIN)/python -m tests.benchmarks.splitters
	$(BIN)/python -m tests.benchmarks.index_small_changes
	$(BIN)/python -m tests.benchmarks.index_speed
	$(BIN)/python -m tests.benchmarks.index_processes
	$(BIN)/python -m tests.benchmarks.chat_speed

# Some 15 minutes: how the index grows to a million sentences.
scale: $(INSTALLED_DEV)
	$(BIN)/python -m tests.benchmarks.index_scale 15

# Every view of the web chat, as pictures in PICTURES.
PICTURES ?= build/pictures
screenshots: $(INSTALLED_DEV) models
	$(BIN)/python -m tests.ui.screenshots $(PICTURES)

# make evaluate FOLDER=...: a folder of releases with a questions.jsonl
FOLDER ?= documents/press_releases
evaluate: $(INSTALLED_DEV) models
	$(BIN)/beleg evaluate $(FOLDER) --answers

models: $(INSTALLED)
	$(BIN)/beleg models fetch

$(INSTALLED): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(INSTALLED_DEV): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

# Resolve every dependency anew and write down what was found to work together.
constraints:
	$(PYTHON) -m venv $(VENV)-constraints
	$(VENV)-constraints/bin/python -m pip install --quiet torch==2.13.0 -e '.[dev]'
	$(VENV)-constraints/bin/python -m pip freeze --exclude-editable \
	  | sed -E 's/^(torch==[0-9.]+)\+.*/\1/' > constraints.txt
	rm -rf $(VENV)-constraints

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
