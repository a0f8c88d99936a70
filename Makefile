# `make run` and `make test` do all their own set-up. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: help run test check data quotes draft intake-score bench screenshots messages lock clean

help:
	@echo "make run          set up, build the data if stale, open the dashboard on http://127.0.0.1:$(PORT)"
	@echo "make test         set up, check the code, run every test (Chromium included)"
	@echo "make check        lint, types, import directions, SQL"
	@echo "make data         rebuild the tables from the records"
	@echo "make quotes       read the carbon market's daily quotes: make quotes FILES='行情 (1).csv' (or several, a folder, 2024*.xlsx)"
	@echo "make draft        propose a record for every number of a report: make draft FILE=report.docx REPORT=wuchang-2025"
	@echo "make intake-score say how well such proposals agree with what people decided"
	@echo "make bench        time the pages beside a minimal app, Explore over up to 12 million rows, and many readers at once"
	@echo "make screenshots  take the README's picture"
	@echo "make messages     collect the interface's texts into locales/ and compile them"
	@echo "make lock         pin every package with its hashes, from requirements.in and requirements-dev.in"
	@echo "make clean        remove what the other targets made"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "Python 3.11 or newer is needed; found: $$($(PYTHON) --version 2>&1)."; \
	  echo "Debian, Ubuntu: sudo apt install python3 python3-venv. Or name another one: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
	  echo "Python cannot make a virtual environment here. Debian, Ubuntu: sudo apt install python3-venv"; exit 1; }

.venv/installed: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/installed-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ .venv/installed

run: .venv/installed
	@$(BIN)/python -m data.build --if-stale
	@echo "The dashboard is at http://127.0.0.1:$(PORT)"
	@$(BIN)/python -m streamlit run dashboard.py --server.port $(PORT)

data: .venv/installed
	$(BIN)/python -m data.build

quotes: .venv/installed
	@$(BIN)/python -m data.quotes --in "$$FILES"

draft: .venv/installed
	@$(BIN)/python -m intake.draft "$(FILE)" "$(REPORT)"

intake-score: .venv/installed-dev
	@$(BIN)/python -m tests.intake_score

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet . || { echo "run: .venv/bin/ruff format ."; exit 1; }
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/sqlfluff lint --disable-progress-bar queries data

test: .venv/installed-dev
	@sh tests/setup_system.sh
	$(MAKE) check
	$(BIN)/python -m pytest -n 2

bench: .venv/installed-dev
	@sh tests/setup_system.sh
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.load
	$(BIN)/python -m tests.scale

screenshots: .venv/installed-dev
	$(BIN)/python -m tests.screenshots

messages: .venv/installed-dev
	$(BIN)/python -m locales.collect

# for every system and every Python from 3.11 on; what is pinned stays so until requirements*.in asks for another
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url
lock: .venv/installed-dev
	$(BIN)/python -m pip install --quiet uv==0.13.9
	$(BIN)/$(LOCK) --custom-compile-command "make lock" requirements.in -o requirements.txt
	$(BIN)/$(LOCK) --custom-compile-command "make lock" -c requirements.txt requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis bench
