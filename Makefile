# `make run` and `make test` set up all they need: a virtual environment and hash-pinned packages. Nothing else is
# needed: no root, no Docker, no database. Python 3.11 or newer.
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.installed-run
DEV := $(VENV)/.installed-dev

.PHONY: run test check dashboards bench soak lock format words clean help
.DEFAULT_GOAL := help

.DELETE_ON_ERROR:

run: $(RUN)           ## start everything; the demo market until a retailer is enabled
	@exec $(BIN)/gpumarket up

test: $(DEV)          ## the whole suite; $(ARGS) goes to pytest
	$(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(DEV)         ## lint, types, dashboards as their code says, migrations equal models, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m tools.dashboards --check
	$(BIN)/python -m pytest -q tests/test_architecture.py tests/storage/test_migrations.py

bench: $(DEV)         ## ratios against named alternatives, written to benchmarks/RESULTS.md
	$(BIN)/python benchmarks/run.py

dashboards: $(DEV)    ## write Grafana's dashboards from tools/dashboards
	$(BIN)/python -m tools.dashboards

soak: $(DEV)          ## long tests: kill -9 at random moments, ten thousands of polls
	$(BIN)/python -m pytest -m soak --timeout=3600 $(ARGS)

lock: $(DEV)          ## pin requirements*.in again, for all platforms
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url requirements.in -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url -c requirements.lock requirements-dev.in -o requirements-dev.lock

format: $(DEV)        ## format and mend what ruff can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

words: $(DEV)         ## bring the catalogues of other languages up to date with the code
	$(BIN)/python tools/translations.py

clean:                ## remove the virtual environment
	rm -rf $(VENV)

help:                 ## this list
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

$(RUN): requirements.lock pyproject.toml tools/setup.sh
	sh tools/setup.sh requirements.lock $@

$(DEV): requirements-dev.lock $(RUN)
	sh tools/setup.sh requirements-dev.lock $@
