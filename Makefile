# `make` alone lists what there is. Everything runs in .venv, which the first command sets up.
.DEFAULT_GOAL := help
.PHONY: help demo run test check bench messages static environment
SHELL := /bin/sh

PYTHON := .venv/bin/python
IN_TREE := PYTHONPATH=src PYTHONDONTWRITEBYTECODE=1
# A subfolder's tests: make test ROOM=gazette
TESTS := $(if $(ROOM),$(wildcard src/toparquia/$(ROOM) src/toparquia/engines/$(ROOM) tests/$(ROOM)),src tests)

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(firstword $(MAKEFILE_LIST)) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: ## a sample country and its site (ELECTIONS=folder or .pb files for real ones)
	@bin/toparquia demo $(if $(ELECTIONS),--elections $(ELECTIONS))

run: ## serve the site of this machine's data
	@bin/toparquia serve

test: ## everything that CI does: check, then all tests (ROOM=name for one room's)
	@bin/install-test-tools
	@$(if $(TESTS),,echo "There is no room '$(ROOM)'." >&2; exit 2)
	@# A check that fails does not hide what the tests have to say; either one fails the whole.
	@checked=0; $(MAKE) --no-print-directory check || checked=$$?; \
	$(IN_TREE) $(PYTHON) -m pytest -n logical --maxprocesses=8 --dist=worksteal --durations=15 $(TESTS) || exit $$?; \
	exit $$checked

check: environment ## style, types, order of rooms, translations, migrations (under a minute)
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(IN_TREE) $(PYTHON) -m mypy src/toparquia/engines src/toparquia/foundation
	$(IN_TREE) .venv/bin/lint-imports
	$(IN_TREE) $(PYTHON) -m toparquia.web.messages check
	$(IN_TREE) $(PYTHON) -m toparquia.web.build check
	@# In a data folder that goes again: a check must not touch the person's own.
	@home=$$(mktemp -d) || exit 1; trap 'rm -rf "$$home"' EXIT; \
	$(IN_TREE) TOPARQUIA_HOME="$$home" DJANGO_SETTINGS_MODULE=toparquia.config.settings \
	$(PYTHON) -m django makemigrations --check --dry-run

bench: environment ## the figures, each beside a peer in one run (JSON lines; BENCH=name for one)
	@$(IN_TREE) $(PYTHON) -m bench $(BENCH)

messages: environment ## collect the sentences to translate into the catalogues
	$(IN_TREE) $(PYTHON) -m toparquia.web.messages update

static: environment ## build the style sheet and the script from their sources
	$(IN_TREE) $(PYTHON) -m toparquia.web.build

environment:
	@TOPARQUIA_DEV=1 bin/setup-environment
