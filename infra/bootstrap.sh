#!/usr/bin/env bash
# Makes .venv from the lock files, and does nothing when they haven't changed. Usage: infra/bootstrap.sh local|dev
# Needs nothing but Python >= 3.11 with its venv module; what is installed is pinned by hash.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wanted=$1
mkdir -p var 2>/dev/null || { echo "minga: cannot write to $PWD; is it yours, and is there room on the disk?" >&2; exit 1; }
log=var/bootstrap.log

stop() {
  printf 'minga: %s\n' "$1" >&2
  exit 1
}

# The reason why a step failed, in one line.
explain() {
  local free
  read -r _ _ _ free _ < <(df -Pk . | tail -n 1)
  # On a full disk the log stays empty too.
  if [ "$free" -lt 50000 ] || [ ! -s "$log" ] || grep -qiE 'no space left|ENOSPC|disk quota' "$log"; then
    stop "the disk is full: no room for the Python packages in $PWD/.venv"
  elif grep -qiE 'resolve|connect|network|timed out|unreachable|dns|proxy|no matching distribution' "$log"; then
    stop "$1 could not be fetched: is there a network? Nothing is broken, run it again. Details: $log"
  fi
  stop "$1 could not be installed. Details: $log"
}

find_python() {
  local candidate
  for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11 python3.14 python; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s' "$candidate"
      return
    fi
  done
  stop "Python 3.11 or newer is needed, and python3 here is $(python3 --version 2>&1 | tail -n 1). Another one: PYTHON=/path/to/python3.12 make run"
}

# A virtual environment knows its own address: a copied or moved checkout gets a new one.
stamp_of() { printf '%s %s' "$PWD" "$(sha256sum "requirements/$1.txt" | cut -d' ' -f1)"; }
stands() { [ "$(cat ".venv/minga-$1.stamp" 2>/dev/null)" = "$(stamp_of "$1")" ] && .venv/bin/python -c '' 2>/dev/null; }

# dev.txt holds all of local.txt in the same versions.
if stands dev || { [ "$wanted" = local ] && stands local; }; then exit 0; fi

if command -v flock >/dev/null; then
  exec 9>var/bootstrap.lock
  flock 9
fi
# What is older, was copied here, or was left half made is made anew.
if [ -d .venv ] && ! { .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
  [ "$(.venv/bin/python -c 'import sys; print(sys.prefix)')" = "$PWD/.venv" ]; }; then
  rm -rf .venv
fi
if [ ! -d .venv ]; then
  python=$(find_python)
  "$python" -c 'import venv, ensurepip' 2>/dev/null ||
    stop "Python's venv module is missing; install it: apt-get install python3-venv"
  echo "Making .venv with $("$python" --version) …"
  "$python" -m venv .venv >"$log" 2>&1 || { rm -rf .venv; explain "Python's own packages"; }
fi
echo "Installing the Python packages of requirements/$wanted.txt …"
.venv/bin/python -m pip install --quiet --retries 2 --timeout 15 --disable-pip-version-check \
  --require-hashes -r requirements/bootstrap.txt >"$log" 2>&1 || explain "uv, which installs the packages,"
install() {
  VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install --quiet "$@" --require-hashes -r "requirements/$wanted.txt" >"$log" 2>&1
}
# The second try is for networks whose own authority signs what comes in: only the system knows it.
install || install --system-certs || explain "the Python packages"
rm -f .venv/minga-*.stamp
stamp_of "$wanted" >".venv/minga-$wanted.stamp"
