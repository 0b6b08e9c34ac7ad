# The two commands are `make run` and `make test`. Everything else is for those who work on Minga or look after it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

LOCAL := ./infra/bootstrap.sh local && exec .venv/bin/python -m infra.local
DEV := ./infra/bootstrap.sh dev && exec .venv/bin/python

.PHONY: help run test reset backup restore manage kafka lock build fix

help: ## Say what can be done
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 18

run: ## Start Minga on this machine (HOST, PORT)
	@$(LOCAL) run

test: ## Check everything
	@$(DEV) -m infra.check

reset: ## Start over: remove the local database, logs and secrets
	@$(LOCAL) reset

backup: ## Write the database to a file (FILE=…), also while Minga runs
	@$(LOCAL) backup $(if $(FILE),"$(FILE)")

restore: ## Put a backup in the database's place (FILE=…), also while Minga runs
	@$(LOCAL) restore "$${FILE:?name the backup: make restore FILE=…}"

manage: ## Run a management command on the local database (DO="create_steward rosa@example.cl")
	@$(LOCAL) manage $(DO)

kafka: ## Start a real Apache Kafka for development
	@$(DEV) -m infra.kafka

build: ## Build the web app
	@$(LOCAL) build

lock: ## Write the lock files of the Python packages anew
	@./infra/bootstrap.sh dev && ./requirements/lock.sh

fix: ## Format the code and mend what the linters can
	@./infra/bootstrap.sh dev && .venv/bin/ruff check --fix . && .venv/bin/ruff format .
	@.venv/bin/python -m infra.local npm run fix
