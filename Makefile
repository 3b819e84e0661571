# Everything a developer does, by name: `make help`. ARGS are passed on: make run ARGS="--as supervisor".
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run setup test test-all check format screenshots drawing translations bench bench-check bench-import bench-koha bench-load try-setup try-looks try-printing try-pitr try-patroni try-scanner try-ime try-accessibility attacks faults fuzz-mail reliability package try-package try-windows lock clean

PYTHON ?=
ARGS ?=
export PYTHON

python := .venv/bin/python
set_up := @sh tools/setup.sh

help: ## show this list
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## set up, then open the desk on the demo library
	$(set_up) run
	@$(python) -m app desk --demo $(ARGS)

setup: ## set up only: .venv, packages, Qt's system libraries
	$(set_up) run

# Compiled modules are kept whatever the environment says: a process that starts without them compiles for six seconds.
pytest := PYTHONDONTWRITEBYTECODE= $(python) -m pytest -n auto --dist worksteal
every_file := -o "python_files=test_*.py all_*.py"

test: ## set up, then run the core of the tests, test_*.py (no screen and no server needed)
	$(set_up) test
	@$(pytest) $(ARGS)

test-all: ## every test, test_*.py and all_*.py
	$(set_up) test
	@$(pytest) $(every_file) $(ARGS)

check: ## format, lint, types and layers
	$(set_up) check
	@$(python) -m ruff format --check .
	@$(python) -m ruff check .
	@$(python) -m mypy
	@.venv/bin/lint-imports --no-logo

format: ## put the code into shape and fix what ruff can fix
	$(set_up) check
	@$(python) -m ruff check --fix --quiet . ; $(python) -m ruff format .

screenshots: ## draw the documents' pictures anew; with ARGS=FOLDER every picture, into a folder
	$(set_up) test
	@$(python) -m tools.screenshots $(ARGS)

drawing: ## draw docs/images/architecture.svg anew, from the imports
	$(set_up) run
	@$(python) -m tools.drawing

translations: ## bring resources/translations up to what the program says
	$(set_up) test
	@$(python) -m tools.translations

bench: ## measure look-up, start and slip; ARGS=growth: how cost grows (docs/benchmarks.md)
	$(set_up) test
	@$(python) -m tests.bench $(ARGS)

bench-check: ## fail where a ratio of start, memory, look-up or act is worse by 15 % than the one that is kept: before a release
	$(set_up) test
	@$(python) -m tests.bench.check $(ARGS)

bench-import: ## measure a city's tables in and out (docs/ils-contract.md)
	$(set_up) test
	@$(python) -m tests.bench.transfer $(ARGS)

bench-koha: ## measure looks at Koha's patrons, in libraries of growing size (docs/benchmarks.md)
	$(set_up) test
	@$(python) -m tests.bench.koha $(ARGS)

bench-load: ## measure many desks on one PostgreSQL (docs/benchmarks.md)
	$(set_up) test
	@$(python) -m tests.bench.load $(ARGS)

try-setup: ## make real environments with tools/setup.sh: a part of test-all
	$(set_up) test
	@$(python) -m pytest tests/tools/all_setup.py $(ARGS)

try-looks: ## look at every window, page and dialog in every size and appearance (docs/accessibility.md): a part of test-all
	$(set_up) test
	@$(pytest) tests/looks/all_looks.py $(ARGS)

try-printing: ## print on a CUPS server of its own (docs/printing.md); wants root, Debian's cups and printer-driver-cups-pdf
	$(set_up) test
	@$(python) -m tools.try_printing

try-pitr: ## bring a lost library back as it was at a moment (docs/operations.md)
	$(set_up) test
	@$(python) -m tools.try_pitr

try-patroni: ## kill, freeze and cut off a library's servers under Patroni (docs/operations.md); wants root on Debian
	$(set_up) test
	@$(python) -m tools.try_patroni $(ARGS)

try-scanner: ## read 10,000 cards on a real screen, wherever the keyboard is (docs/reliability.md)
	$(set_up) test
	@$(python) -m tools.try_scanner $(ARGS)

try-ime: ## read cards while a real Japanese input method is on (docs/reliability.md)
	$(set_up) test
	@$(python) -m tools.try_ime $(ARGS)

try-accessibility: ## let a screen reader work at the desk, over AT-SPI; ARGS=acts: press every act at 200 %, ARGS=today: do a supervisor's day (docs/accessibility.md)
	$(set_up) test
	@$(python) -m tools.try_accessibility $(ARGS)

attacks: ## call every function in every hostile way, with every login, and try to stop a small server (docs/reliability.md): a part of test-all
	$(set_up) test
	@$(pytest) $(every_file) tests/services/own_schema/schema/postgresql/matrix tests/services/own_schema/schema/postgresql/stopping $(ARGS)

faults: ## kill every act at every step, on each database, and a restore: a part of test-all
	$(set_up) test
	@$(pytest) tests/services/acts/all_killed.py tests/services/own_schema/backup/all_restore.py $(ARGS)

fuzz-mail: ## send mail to 100,000 hostile addresses (docs/reliability.md); ARGS="--addresses 1000 --seed 7"
	$(set_up) test
	@$(python) -m tests.fuzz.mail $(ARGS)

reliability: ## break network and servers under load, on PostgreSQL (docs/reliability.md)
	$(set_up) test
	@$(python) -m tests.reliability $(ARGS)

package: ## make wheel, one-folder application, Debian package and list of parts, in dist (docs/packaging.md); ARGS=windows: folder and MSI for Windows, root on Debian
	$(set_up) package
	@$(python) -m tools.package $(ARGS)

try-package: ## install, start, upgrade and remove the package where there is no Python; wants root on Debian
	$(set_up) test
	@$(python) -m tools.try_package $(ARGS)

try-windows: ## try the program on Windows, as far as Wine goes (docs/windows.md); wants root on Debian
	$(set_up) package
	@$(python) -m tools.try_windows $(ARGS)

# One resolution for Linux and Windows, Python 3.12 to 3.14; each file holds the ones before it. Needs uv.
# Versions stay as they are unless told otherwise: make lock ARGS=--upgrade
export UV_PYTHON_DOWNLOADS := never
compile := uv pip compile --quiet --universal --python-version 3.12 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-annotate --custom-compile-command 'make lock' $(ARGS) pyproject.toml

lock: ## resolve pyproject.toml into requirements/*.txt, with hashes
	$(compile) --output-file requirements/run.txt
	$(compile) --group test --constraints requirements/run.txt --output-file requirements/test.txt
	$(compile) --group test --group check --constraints requirements/test.txt --output-file requirements/check.txt
	$(compile) --group test --group check --group package --constraints requirements/check.txt \
		--output-file requirements/package.txt

clean: ## remove .venv and every cache
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
