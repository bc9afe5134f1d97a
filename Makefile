# `make` alone prints what there is. Every target first sets up what it needs (scripts/setup.sh).
# ARGS goes to the command behind a target:  make test ARGS="-k survey -n 0"

SHELL := bash
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo lab hub test lint docs screenshots bench lock clean

bin := .venv/bin
site := docs/_site

help: ## Print this page
	@echo "New here?                    make demo   shows the whole course at work, from lesson to mark"
	@echo "Want to learn?               make lab    opens the lessons in JupyterLab"
	@echo "Want to change something?    make test   says whether everything still holds"
	@echo
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'
	@echo
	@echo "The first run downloads what is missing (about a minute); later runs start at once."
	@echo 'More for the command behind a target: make test ARGS="-k survey"'

setup: ## Install everything a developer needs into .venv (other targets do it for you)
	@scripts/setup.sh developer
	@echo "Ready. Try: make demo"

demo: ## A class of learners answers, nbgrader grades, the trainer reads the report
	@scripts/setup.sh trainer
	@$(bin)/bpo demo $(ARGS)

lab: ## Open the lessons in JupyterLab, as a learner does
	@scripts/setup.sh trainer
	@$(bin)/bpo lab $(ARGS)

hub: ## Open a training room on this machine, with two learners and a trainer (needs root)
	@scripts/setup.sh developer
	@$(bin)/bpo hub demo $(ARGS)

test: lint ## Check the code's style, then run every test on all cores
	@$(bin)/python -m pytest $(ARGS)

lint: ## Check the code's style, who imports whom, and types (to mend what can be mended: make lint ARGS=--fix)
	@scripts/setup.sh developer
	@$(bin)/ruff check $(if $(filter lint,$(MAKECMDGOALS)),$(ARGS))
	@$(bin)/ruff format --check --quiet || { echo "To put the lines in order: .venv/bin/ruff format"; exit 1; }
	@$(bin)/lint-imports --no-logo
	@$(bin)/mypy

docs: ## Make these pages a site with a search: docs/_site/index.html
	@scripts/setup.sh developer
	@$(bin)/python -m sphinx --quiet --fresh-env --fail-on-warning --keep-going -c docs -d $(site)/.doctrees . $(site)
	@echo "Open $(site)/index.html in a browser. It needs no network."

screenshots: ## Take the pictures of lessons anew, in a real browser
	@scripts/setup.sh developer
	@$(bin)/python -m pytest tests/browser --screenshots $(ARGS)

bench: ## Measure how fast grading is
	@scripts/setup.sh developer
	@$(bin)/python -m benchmarks $(ARGS)

# One version of each package for every Python from 3.11 on, each with the hashes of its files.
# The smaller roles take their versions from the larger, so that all three agree. Without the extras, pip 23.2 does not
# see that jsonschema[format-nongpl] is the pinned jsonschema.
compile := $(bin)/uv pip compile --quiet pyproject.toml --extra build --universal --python-version 3.11 \
	--fork-strategy fewest --no-strip-extras --generate-hashes --custom-compile-command "make lock"

lock: ## Pin what pyproject.toml asks for in locks/ (newest versions: make lock ARGS=--upgrade)
	@test -x $(bin)/uv || scripts/setup.sh developer
	@$(compile) $(ARGS) --extra trainer --extra cluster --extra hub --extra docs --extra dev -o locks/dev.txt
	@$(compile) $(ARGS) --extra trainer --extra hub -c locks/dev.txt -o locks/hub.txt
	@$(compile) $(ARGS) --extra trainer -c locks/dev.txt -o locks/trainer.txt
	@$(compile) $(ARGS) -c locks/trainer.txt -o locks/learner.txt

clean: ## Remove .venv, demo/ and caches; submissions, marks and the gradebook stay
	@rm -rf .venv demo docs/_site dist build .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
