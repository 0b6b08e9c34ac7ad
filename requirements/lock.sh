#!/usr/bin/env bash
# Writes the lock files anew: every version with its hashes, and no registry's address.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  "${UV:-.venv/bin/uv}" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" "$@"
}
lock requirements/bootstrap.in -o requirements/bootstrap.txt
lock pyproject.toml --extra local --extra dev --extra tracing -o requirements/dev.txt
lock pyproject.toml --extra local -c requirements/dev.txt -o requirements/local.txt
lock pyproject.toml -c requirements/dev.txt -o requirements/base.txt
lock pyproject.toml --extra tracing -c requirements/dev.txt -o requirements/tracing.txt
