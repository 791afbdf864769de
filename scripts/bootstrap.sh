# Sourced by the scripts beside it: makes the workspace usable on a machine that has Node.js 20 or newer, and puts the
# workspace's own Node.js and tools first on PATH. Takes half a minute the first time and no time after that.

repository="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
pnpm_version="$(sed -n 's/.*"packageManager": "pnpm@\([^"]*\)".*/\1/p' "$repository/package.json")"

refuse() {
  echo "$1" >&2
  exit 1
}

command -v node >/dev/null || refuse "Node.js is missing: install version 20 or newer (the workspace brings its own 24)."
node_major="$(node -p 'process.versions.node.split(".")[0]')"
[ "$node_major" -ge 20 ] || refuse "Node.js $(node --version) is too old: install version 20 or newer (the workspace brings its own 24)."

bootstrap() {
  local tools="$repository/.local/tools" installed="$repository/node_modules/.installed-lockfile.yaml"
  mkdir -p "$repository/.local"
  # turbo calls pnpm by its name. One of our own is put first, so that another version on PATH does no harm.
  if [ "$("$tools/node_modules/.bin/pnpm" --version 2>/dev/null)" != "$pnpm_version" ]; then
    command -v npm >/dev/null || refuse "npm is missing: install it with Node.js (on Debian: apt-get install npm)."
    npm install --silent --no-fund --no-audit --no-save --prefix "$tools" "pnpm@$pnpm_version" >"$repository/.local/bootstrap.log" 2>&1 ||
      refuse "pnpm $pnpm_version could not be installed: is the npm registry reachable? (log: .local/bootstrap.log)"
  fi
  export PATH="$tools/node_modules/.bin:$PATH"
  if ! cmp -s "$repository/pnpm-lock.yaml" "$installed"; then
    echo "Installing the workspace's dependencies ..." >&2
    (cd "$repository" && pnpm install --frozen-lockfile >"$repository/.local/bootstrap.log" 2>&1) || {
      tail -n 5 "$repository/.local/bootstrap.log" >&2
      refuse "The dependencies could not be installed: is the npm registry reachable? (log: .local/bootstrap.log)"
    }
    cp "$repository/pnpm-lock.yaml" "$installed"
  fi
  export PATH="$repository/node_modules/.bin:$PATH"
}
