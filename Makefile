# Chaque commande prépare d'abord ce dont elle a besoin ; une préparation interrompue est reprise.

PYTHON ?= python3
PORT ?= 8000
TESTS ?= tests
# Un processus de plus que de cœurs : les parcours attendent souvent une page.
SHARED_OUT := -n 3 --dist loadfile --no-loadscope-reorder
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help run test lint compiled bench pictures migration messages python

# Ce que Python a compilé est gardé : sans cela, chaque processus compile à nouveau toutes les bibliothèques.
unexport PYTHONDONTWRITEBYTECODE
MAKEFLAGS += --jobs=2

help: ## Affiche cette aide
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

# CONSULT_DEMO=0 ouvre un site vide.
run: export CONSULT_DEMO ?= 1
run: export PORT := $(PORT)
run: $(VENV)/.ready ## Ouvre le site avec sa démonstration, sur http://127.0.0.1:8000 (PORT=8001 pour un autre port)
	@exec $(BIN)/consult serve --prepare

# Les processus de test doivent nommer les mêmes tests dans le même ordre.
test: export PYTHONHASHSEED := 0
test: lint compiled ## Vérifie le code, puis lance tous les tests, sur SQLite puis sur PostgreSQL s'il est là
	@$(BIN)/pytest $(SHARED_OUT) $(TESTS)
	@$(BIN)/pytest $(SHARED_OUT) --engine postgresql $(TESTS)

lint: $(VENV)/.ready-to-test ## Vérifie l'écriture du code, ses types et le sens de ses imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

# Une fois pour tous les processus de test, pendant que mypy occupe l’autre cœur.
compiled: $(VENV)/.ready-to-test
	-@$(BIN)/pytest --collect-only -qq $(TESTS) > /dev/null

bench: $(VENV)/.ready-to-test ## Mesure les pages principales à côté d'une page nue de Flask
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.search --engine whoosh
	@$(BIN)/python -m tests.bench.search --engine postgresql
	@$(BIN)/python -m tests.bench.synthesis
	@$(BIN)/python -m tests.bench.slow_line
	@$(BIN)/python -m tests.bench.moderation
	@$(BIN)/python -m tests.bench.moderator

pictures: $(VENV)/.ready-to-test ## Refait les captures d'écran de la documentation
	@SCREENSHOTS=1 $(BIN)/pytest -q tests/journeys

migration: $(VENV)/.ready ## Écrit la migration suivante : make migration NOM="add the column" (sans NOM, réécrit la première)
	@$(BIN)/consult migration $(if $(NOM),"$(NOM)")

messages: $(VENV)/.ready ## Rassemble les phrases des écrans et dit combien restent à traduire en anglais
	@$(BIN)/python -m consult.kit.messages

# --- préparation -----------------------------------------------------------------------

# Le témoin .unfinished reste si l'installation est coupée : la suivante repart alors de zéro.
define install
	@test ! -e $(VENV)/.unfinished || rm -rf $(VENV)
	@test -x $(BIN)/python || { echo "Création de l'environnement Python ($(VENV))…"; mkdir -p $(VENV); touch $(VENV)/.unfinished; $(PYTHON) -m venv $(VENV); }
	@touch $(VENV)/.unfinished
	@echo "Installation des bibliothèques de $(1)…"
	@$(PIP) install -qq --no-compile --require-hashes -r $(1)
	@$(PIP) install -qq --no-compile --no-build-isolation --no-deps --editable .
	@rm $(VENV)/.unfinished
	@touch $@
endef

$(VENV)/.ready: requirements.lock pyproject.toml | python
	$(call install,requirements.lock)

$(VENV)/.ready-to-test: requirements-dev.lock pyproject.toml | python
	$(call install,requirements-dev.lock)

python:
	@command -v $(PYTHON) >/dev/null || { echo "Installez Python 3.11 ou plus récent : apt install python3 python3-venv" >&2; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Installez Python 3.11 ou plus récent, ou nommez-le : make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Installez le paquet python3-venv : apt install python3-venv" >&2; exit 2; }
