# make demo · make test · make check — each sets up what it needs, in .venv, from the lock file.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check setup lock clean docs browser screenshots
.DEFAULT_GOAL := demo

.setup-done: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("onrecord needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

setup: .setup-done

# Reads the shipped examples into demo.db and shows the brief.
demo: .setup-done
	rm -f demo.db demo.db-wal demo.db-shm
	$(BIN)/onrecord read examples/summits --record demo.db
	$(BIN)/onrecord brief --record demo.db
	@$(BIN)/onrecord next --record demo.db

test: .setup-done
	$(BIN)/python -m pytest -q

# The tests that drive a real Chromium, alone; `make test` runs them too where there is one.
browser: .setup-done
	$(BIN)/python -m pytest -q tests/browser

# The pictures of docs/pictures, taken of the shipped examples.
screenshots: .setup-done
	$(BIN)/python docs/screenshots.py

check: .setup-done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Pins every dependency with its hashes, for Python 3.11 and later on any platform.
lock:
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --extra dev --extra postgres --quiet pyproject.toml --output-file requirements.lock

clean:
	rm -rf .venv .setup-done demo.db demo.db-wal demo.db-shm
