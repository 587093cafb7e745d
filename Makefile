# Yuanba 院坝. `make help` lists what can be done; `make demo` needs nothing but Python, Node.js and make.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.PHONY: help demo serve test check audit bench kill packs openapi screenshots journeys ci-tools clean ready

PORT ?= 8000
ARGS ?=
CACHE := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)
UV_HOME := $(CACHE)/yuanba/uv
YUANBA := .venv/bin/yuanba
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
export npm_config_cache ?= $(if $(XDG_CACHE_HOME),$(XDG_CACHE_HOME)/npm,$(HOME)/.npm)
export npm_config_update_notifier := false
# Python starts three times as fast from compiled modules, and the tests start it a hundred times.
export PYTHONDONTWRITEBYTECODE :=

SYNCED := .venv/.synced
INSTALLED := frontend/node_modules/.installed
BUILT := frontend/dist/manifest.json
CATALOGUE := src/yuanba/locale/zh_Hans/LC_MESSAGES/django.mo

help: ## what can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ready ## 运行示例 / seven demo districts at http://127.0.0.1:8000 (PORT=…; ARGS="--district kaizhou": one)
	@exec env YUANBA_PARENT=$$PPID $(YUANBA) demo --port $(PORT) $(ARGS)

serve: ready ## serve the districts of this installation (PORT=…)
	@exec env YUANBA_PARENT=$$PPID $(YUANBA) serve --with-worker --port $(PORT) $(ARGS)

test: ready ## run the tests (ARGS="-k words" for some)
	.venv/bin/pytest $(ARGS)

check: ready ## style, types, order of the apps, migrations, documents, packs
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/djangofmt --check src
	.venv/bin/bandit --quiet --recursive src --configfile pyproject.toml
	.venv/bin/mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings PYTHONPATH=. $(YUANBA) manage makemigrations --check --dry-run
	$(YUANBA) docs --check
	$(YUANBA) packs check

audit: ready ## ask PyPI and npm for known faults of the locked packages (needs the network; no part of the build)
	@$(FIND_PYTHON); $(FIND_UV); \
	"$$uv" export --frozen --quiet --no-emit-project --format requirements-txt | \
		"$$uv" tool run pip-audit --requirement /dev/stdin --no-deps --disable-pip
	cd frontend && npm audit

bench: ready ## measure; prints ratios against a floor on the same machine
	.venv/bin/python -m bench $(ARGS)

kill: ready ## kill -9 web, worker and database 30 times while residents file, then count
	.venv/bin/python -m bench.kill $(ARGS)

packs: ready ## check the mechanism packs and run their worked cases
	$(YUANBA) packs check

openapi: ready ## write docs/openapi.json and the other generated documents
	$(YUANBA) docs

screenshots: ready ## the pictures of the README, as the browser journeys see the pages
	YUANBA_SCREENSHOTS=$(CURDIR)/docs/pictures .venv/bin/pytest -m browser tests/pages/test_journeys.py $(ARGS)

journeys: ready ## only the tests that drive a real browser
	.venv/bin/pytest -m browser $(ARGS)

ci-tools: ## install what the build needs beside Python and Node.js (Debian; root or sudo)
	@as_root=; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	missing=(); \
	command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell); \
	[ -x /usr/lib/postgresql/15/bin/postgres ] || missing+=(postgresql-15); \
	[ -x /usr/sbin/nginx ] || missing+=(nginx-light); \
	[ $${#missing[@]} = 0 ] && exit 0; \
	$$as_root apt-get update -q && \
	$$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$${missing[@]}" || \
	{ [ "$${missing[*]}" = chromium-headless-shell ] && command -v chromium; } # heavier, and as good

clean: ## remove what was built here; data folders stay
	rm -rf .venv frontend/node_modules frontend/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache screenshots $(CATALOGUE)
	find src tests bench -name __pycache__ -prune -exec rm -rf {} +

ready: $(SYNCED) $(BUILT) $(CATALOGUE)

# --- Python ---------------------------------------------------------------------------------------
# Packages come from uv.lock. uv itself is taken from PATH, else kept outside the checkout.

# The first that is new enough, but rather one compiled with profiles: it does the same work in five sixths of the
# time. pyenv compiles without unless asked; distributions compile theirs with, and say so nowhere.
define FIND_PYTHON
first=; python=; for name in python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	first=$${first:-$$name}; \
	[ "$$name" = /usr/bin/python3 ] || "$$name" -c 'import sys, sysconfig; \
		sys.exit("--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""))' || continue; \
	python=$$name; break; \
done; \
python=$${python:-$$first}; \
if [ -z "$$python" ]; then \
	echo "需要 Python 3.11 或更高版本。/ Python 3.11 or newer is needed (found: $$(python3 --version 2>&1 || true))." >&2; \
	exit 1; \
fi
endef

define FIND_UV
if command -v uv >/dev/null; then uv=uv; else uv='$(UV_HOME)/bin/uv'; fi; \
if ! "$$uv" --version >/dev/null 2>&1; then \
	if ! mkdir -p '$(UV_HOME)' 2>/dev/null || [ ! -w '$(UV_HOME)' ]; then \
		echo '无法写入缓存目录 / The cache folder cannot be written: $(UV_HOME)' >&2; \
		echo '请指定可写的主目录 / Name a home that you can write: make $(MAKECMDGOALS) HOME=/path/to/folder' >&2; \
		exit 1; \
	fi; \
	echo "正在准备 uv / Preparing uv in $(UV_HOME) …"; \
	if ! "$$first" -m venv --clear '$(UV_HOME)'; then \
		echo 'Python 缺少 venv 模块 / Python lacks its venv module (Debian: apt-get install python3-venv).' >&2; \
		exit 1; \
	fi; \
	'$(UV_HOME)/bin/python' -m pip install --quiet --disable-pip-version-check 'uv>=0.9,<0.14'; \
	uv='$(UV_HOME)/bin/uv'; \
fi
endef

$(SYNCED): pyproject.toml uv.lock
	@$(FIND_PYTHON); $(FIND_UV); \
	echo '正在安装 Python 软件包 / Installing Python packages …'; \
	said=$$(mktemp); trap 'rm -f "$$said"' EXIT; \
	for way in '' --system-certs --offline; do \
		if "$$uv" sync --frozen --quiet $$way --python "$$python" 2>>"$$said"; then touch $@; exit 0; fi; \
	done; \
	cat "$$said" >&2; exit 1

$(CATALOGUE): $(wildcard src/yuanba/locale/parts/*.po) src/yuanba/config/catalogue.py | $(SYNCED)
	@.venv/bin/python -m yuanba.config.catalogue

# --- pages' styles and scripts ----------------------------------------------------------------------

$(INSTALLED): frontend/package.json frontend/package-lock.json
	@if ! command -v npm >/dev/null || ! node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; then \
		echo "需要 Node.js 20.19 或更高版本及 npm。/ Node.js 20.19 or newer with npm is needed (found: $$(node --version 2>&1 || true))." >&2; \
		exit 1; \
	fi
	@echo '正在安装前端软件包 / Installing front-end packages …'
	@cd frontend && npm ci --prefer-offline --no-audit --no-fund --loglevel=error
	@touch $@

$(BUILT): $(INSTALLED) $(shell find frontend/src frontend/public -type f 2>/dev/null) frontend/vite.config.ts frontend/tsconfig.json
	@echo '正在生成页面样式与脚本 / Building styles and scripts …'
	@cd frontend && npm run --silent build -- --logLevel warn
	@touch $@
