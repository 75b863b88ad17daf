# Two commands: `make demo` and `make test`. Everything else is for developers.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.set-up

.PHONY: demo test check full reading-score theatre lock pictures clean

demo: $(STAMP)  ## set up, check a shipped report, write its page
	@mkdir -p out
	@$(BIN)/frontwatch examples out/examples
	@$(BIN)/frontwatch check out/examples/pokrovsk-2025-06.txt --html out/pokrovsk-2025-06.html
	@echo "The page: out/pokrovsk-2025-06.html"

test: check  ## set up, then fast tests, doctests, ruff, mypy strict
	$(BIN)/pytest -m "not full" -n 2

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

full: check  ## everything, with the maps in ../shared where they are
	$(BIN)/pytest -n 2

$(STAMP): requirements-dev.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit('Frontwatch needs Python 3.11 or newer: make PYTHON=python3.11') if sys.version_info < (3, 11) else None"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

# Where the maps lie from which the Ukraine theatre's data are made.
ARCHIVE ?= ../shared/ground/deepstate-archive.tar.xz
DAILY ?= ../shared/ground/deepstate-daily
REGIONS ?= ../shared/regions

theatre: $(STAMP)  ## make the Ukraine theatre's data again
	@mkdir -p out
	$(BIN)/frontwatch ground import $(ARCHIVE) -o out/archive.parquet
	$(BIN)/frontwatch ground import $(DAILY) -o out/daily.parquet
	$(BIN)/python tools/build_theatre.py --dump $(REGIONS)/geonames-ua.tsv.gz --maps $(DAILY) --record out/archive.parquet \
	  --units $(REGIONS)/regions-ne.geojson --land $(REGIONS)/land.geojson --borders $(REGIONS)/borders-ne.geojson \
	  -o src/frontwatch/theatre/ukraine
	$(BIN)/python tools/build_timeline.py --archive out/archive.parquet --daily out/daily.parquet src/frontwatch/theatre/ukraine

lock: $(STAMP)  ## resolve the dependencies again (needs pip-tools)
	$(BIN)/python -m piptools compile -q --no-emit-find-links --no-emit-index-url --generate-hashes --strip-extras --allow-unsafe -o requirements.txt pyproject.toml
	$(BIN)/python -m piptools compile -q --no-emit-find-links --no-emit-index-url --generate-hashes --strip-extras --allow-unsafe --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml

reading-score: $(STAMP)  ## score the reader against the annotated reports
	$(BIN)/python tests/reading/scoring.py

pictures: $(STAMP)  ## make the README's pictures again (needs chromium)
	$(BIN)/python tools/screenshots.py docs

clean:
	rm -rf .venv out build dist .pytest_cache .mypy_cache .ruff_cache
