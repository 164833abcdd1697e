# The README's two set-up commands:
#   make setup && .venv/bin/python runner.py --all     sets up, trains all five tutorials
#   make test                                          sets up, passes the tests

PYTHON ?= $(shell command -v python3.11 || command -v python3)

.PHONY: setup test test-versions

setup: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --constraint constraints.txt --editable '.[test]'
	touch $@

test: setup
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/python -m pytest -m 'not slow' -n 2 --dist worksteal

# The oldest and the newest TensorFlow that pyproject.toml admits, each in an environment of its own.
test-versions: setup
	.venv/bin/python -m tests.versions
