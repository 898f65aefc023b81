# Shabaka: from a folder of Arabic news articles to a network. `make all` does everything; `make help` lists the rest.
SEEDS ?= seeds
OUTPUTS ?= outputs
TAGGER ?= embedded
MIN_SCORE ?=
MENTIONS ?=
JOBS ?=
CLUSTER ?=
GOLD ?= tests/data/gold
CORPORA ?= ../shared/corpora
GOLD_TRAIN ?= ../shared/gold/train
PYTHON ?= python3

VENV := .venv
BIN := $(VENV)/bin
ARGS := --seeds "$(SEEDS)" --outputs "$(OUTPUTS)" --tagger "$(TAGGER)" \
	$(if $(MIN_SCORE),--min-score "$(MIN_SCORE)") $(if $(MENTIONS),--mentions "$(MENTIONS)") \
	$(if $(JOBS),--jobs "$(JOBS)") $(if $(CLUSTER),--cluster "$(CLUSTER)")
# From here on as make and an unquoted shell word want blanks in a folder's name; ARGS has the names as they were given.
blank := $(subst x,,x x)
override OUTPUTS := $(subst $(blank),\ ,$(OUTPUTS))
override MENTIONS := $(subst $(blank),\ ,$(MENTIONS))
JUDGEMENTS := $(subst $(blank),\ ,$(SEEDS))/judgements.csv
S := $(OUTPUTS)/stages
MAKE_STAGE = @$(BIN)/python -m pipeline run $(ARGS) --stage

.PHONY: all help test lint node score bench bench-scale models train review clean FORCE
.DELETE_ON_ERROR:
all: $(OUTPUTS)/run.json
	@$(BIN)/python -m pipeline summary $(ARGS)

# The stages' rules: prerequisites are their arguments (tables, models, the user's files) and their code.
# Written by `python -m pipeline rules > stages.mk`; a test holds it against the stages.
include stages.mk

# Rewritten only when an article, the judgements or an option changes, so that nothing is remade without cause.
$(S)/input.json: FORCE | $(VENV)/.ready
	@$(BIN)/python -m pipeline scan $(ARGS)
$(S)/options.json: $(S)/input.json ;

FORCE:

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.ready
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[test,cluster]"
	@touch $@

test: lint node ## ruff, mypy, every test
	$(BIN)/python -m pytest

# What the page's and the graphs' tests need of npm; without npm those tests are skipped.
NODE := page/node_modules/.package-lock.json tests/node/node_modules/.package-lock.json
node: $(if $(shell command -v npm),$(NODE))
%/node_modules/.package-lock.json: %/package-lock.json
	cd $* && npm ci --silent --no-audit --no-fund

lint: $(VENV)/.tested
	$(BIN)/ruff check pipeline training tests benchmarks
	$(BIN)/mypy

# Beside the repository's gold also the floors of the rest of it: what was reached once is not lost unseen.
FLOORS := $(if $(wildcard ../shared/gold/train),tests/taggers/test_quality.py tests/test_linking_gold.py tests/test_gold.py)
score: $(VENV)/.$(if $(FLOORS),tested,ready) ## score the tagger, the linking and the relations on annotated articles: make score GOLD=dir
	@$(BIN)/python -m pipeline score "$(GOLD)" $(if $(MENTIONS),--given)
	@$(if $(FLOORS),$(BIN)/python -m pytest $(FLOORS))

review: all ## the most doubtful merges and non-merges, to judge: OUTPUTS/review.csv
	@$(BIN)/python -m pipeline review $(ARGS)

models: $(VENV)/.ready ## fetch the published taggers (CAMeL Tools, Stanza); needs a network
	$(BIN)/python -m pipeline.taggers.fetch

bench: $(VENV)/.ready ## speed, memory and shares of the whole pipeline on CORPORA's raw news
	$(BIN)/python -m benchmarks.scale --corpora "$(CORPORA)" --articles 1000

bench-scale: $(VENV)/.ready ## the same for ARTICLES="5800 58000", 100 added, Dask workers, kills
	$(BIN)/python -m benchmarks.scale --corpora "$(CORPORA)" --articles $(or $(ARTICLES),5800 58000) --add 100

train: $(VENV)/.trained ## make the shipped models again from CORPORA and GOLD_TRAIN (hours; see each models/*/CARD.md)
	$(BIN)/python -m training.proclitics --corpora "$(CORPORA)" --gold "$(dir $(GOLD_TRAIN))"
	$(BIN)/python -m training.linking "$(CORPORA)" --gold "$(GOLD_TRAIN)"
	$(BIN)/python -m training.coreference "$(GOLD_TRAIN)"
	$(BIN)/python -m training.relations demonyms
	$(BIN)/python -m training.relations weights --gold "$(GOLD_TRAIN)"
	$(BIN)/python -m training.tagger --corpora "$(CORPORA)" --gold "$(dir $(GOLD_TRAIN))" --out models/tagger

$(VENV)/.trained: $(VENV)/.ready
	$(BIN)/python -m pip install -q -c constraints.txt -e ".[train]"
	@touch $@

clean: ## delete what was made from the articles
	rm -rf $(addprefix $(OUTPUTS)/,stages tables graph run.json report.html tables.xlsx)

help:
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
