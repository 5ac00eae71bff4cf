# The commands of the project. `make` alone explains them; CONTRIBUTING.md says which to use when.

SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -ec
SWIFT ?= swift
PREFIX ?= /usr/local
WEFT := .build/release/weft
FORMATTED := Sources Tests Package.swift

export SWIFT

.DEFAULT_GOAL := help
.PHONY: help demo build test test-slow bench install uninstall format lint clean dependencies

help: ## Explain the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build ## Build Weft and show what it does
	@scripts/demo $(WEFT)

build: dependencies ## Build the release command, .build/release/weft
	@scripts/build-release

test: ## Install what the tests need, build, and run every check (about what CI does)
	@scripts/install-dependencies test
	@scripts/test

test-slow: ## Run the long random campaigns: SEED=1 COUNT=50000 CAMPAIGN=name, all optional
	@scripts/install-dependencies test
	@scripts/build-release
	@scripts/campaign $(if $(SEED),--seed $(SEED)) $(if $(COUNT),--count $(COUNT)) $(if $(CAMPAIGN),$(CAMPAIGN),--all)

bench: ## Compare Weft's speed with its peers, in the same run
	@scripts/install-dependencies bench
	@scripts/build-release
	@Benchmarks/run $(BENCH)

# Never built here where it is there: root, who installs, leaves a build folder that others cannot write to.
$(WEFT):
	@$(MAKE) --no-print-directory build

install: $(WEFT) ## Install the command and its bash completion: PREFIX=/usr/local, DESTDIR= for packagers
	@install -s -D -m 755 $(WEFT) "$(DESTDIR)$(PREFIX)/bin/weft"
	@$(WEFT) completion bash | install -D -m 644 /dev/stdin "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/weft"
	@echo "installed $(DESTDIR)$(PREFIX)/bin/weft"

uninstall: ## Remove what `make install` put under PREFIX
	@rm -f "$(DESTDIR)$(PREFIX)/bin/weft" "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/weft"

format: ## Format the Swift sources
	@$(SWIFT) format format --in-place --recursive --parallel $(FORMATTED)

lint: ## Check the formatting and the rules of the house
	@$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)
	@scripts/check-house

clean: ## Remove what the builds left
	@rm -rf .build

dependencies:
	@scripts/install-dependencies build
