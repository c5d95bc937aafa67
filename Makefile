# Each target does its own set-up; the second time it is quick.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

LEDGER ?= out/township
WORKERS ?= 2
PYTEST := .venv/bin/python -m pytest
INPUTS := requirements.lock pyproject.toml tools/uv.lock tools/setup.sh

.PHONY: help demo app test test-full lint format bench lock package package-linux clean

help:
	@echo "make demo       the whole story without a screen, into out/ (passphrase: demo)"
	@echo "make app        the window on LEDGER=$(LEDGER)"
	@echo "make test       the tests, under ten minutes on two cores"
	@echo "make test-full  the same at full size, with LibreOffice"
	@echo "make lint       ruff, mypy and the import contracts"
	@echo "make format     mend what ruff can mend"
	@echo "make bench      speed, as ratios against baselines timed in the same run"
	@echo "make package    the .deb for Debian 12 and later, tried in a clean chroot, into dist/"
	@echo "make lock       pin the newest fitting packages in requirements.lock"
	@echo "make clean      remove what was made, but not .venv"

.venv/.python: $(INPUTS)
	@tools/setup.sh python
	@touch $@

.venv/.desktop: tools/setup.sh .venv/.python
	@tools/setup.sh desktop
	@touch $@

.venv/.test: tools/setup.sh .venv/.python
	@tools/setup.sh test
	@touch $@

.venv/.full: tools/setup.sh .venv/.python
	@tools/setup.sh full
	@touch $@

demo: .venv/.python
	.venv/bin/labour-ledger demo -o out

app: .venv/.python .venv/.desktop
	@[ -e "$(LEDGER)" ] || [ "$(LEDGER)" != out/township ] || $(MAKE) --no-print-directory demo
	.venv/bin/python -m desktop.app "$(LEDGER)"

test: export QT_QPA_PLATFORM := offscreen
test: .venv/.python .venv/.test
	$(PYTEST) -n $(WORKERS) -m "not full" --ignore=tests/benchmarks

test-full: export QT_QPA_PLATFORM := offscreen
test-full: export LEDGER_FULL := 1
test-full: .venv/.python .venv/.full
	$(PYTEST) -n $(WORKERS) --timeout=7200 --ignore=tests/benchmarks

lint: .venv/.python
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

format: .venv/.python
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: export QT_QPA_PLATFORM := offscreen
bench: .venv/.python .venv/.test
	$(PYTEST) tests/benchmarks -s -p no:randomly -p no:xdist --timeout=0

lock:
	@tools/setup.sh lock

package: package-linux

package-linux: .venv/.python
	@tools/setup.sh package
	installer/linux/build.sh
	installer/linux/smoke.sh bookworm

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
