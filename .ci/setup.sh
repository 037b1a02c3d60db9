# Read by ./songwright and .ci/test, with the repository's folder in $root: runs `npm ci` when node_modules is missing
# or older than package-lock.json. The npm package "node" brings the Node that Songwright runs on.

songwright_need() {
  echo "songwright: $1" >&2
  exit 4
}

# True when something has to be installed. The second file is npm's own record of what it installed.
songwright_outdated() {
  [ -x "$root/node_modules/node/bin/node" ] || return 0
  [ -f "$root/node_modules/.package-lock.json" ] || return 0
  cmp -s "$root/package-lock.json" "$root/node_modules/.songwright-lock" && return 1
  [ -n "$(find "$root/package-lock.json" -newer "$root/node_modules/.package-lock.json")" ]
}

songwright_install() {
  command -v node >/dev/null 2>&1 ||
    songwright_need "Node.js 20 or later is needed to set up. Install it from https://nodejs.org or with your package manager (Debian, Ubuntu: sudo apt-get install nodejs npm; macOS: brew install node)"
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  [ "$major" -ge 20 ] ||
    songwright_need "Node.js 20 or later is needed to set up, and this is $(node --version). Install it from https://nodejs.org (macOS: brew install node)"
  command -v npm >/dev/null 2>&1 ||
    songwright_need "npm is needed to set up. Install it with: sudo apt-get install npm"
  echo "songwright: setting up, once: npm ci in $root" >&2
  log=$root/.songwright-setup/log
  if ! (cd "$root" && npm ci --no-audit --no-fund --loglevel=error) >"$log" 2>&1; then
    cat "$log" >&2
    songwright_need "the set-up failed. Try again with: cd \"$root\" && npm ci"
  fi
  [ -x "$root/node_modules/node/bin/node" ] ||
    songwright_need "npm ci ran without install scripts, which bring Node 24. Set up with: cd \"$root\" && npm ci --ignore-scripts=false"
  cp "$root/package-lock.json" "$root/node_modules/.songwright-lock"
}

# One at a time: of several started together, one sets up and the others wait for it.
songwright_setup() {
  songwright_outdated || return 0
  waited=0
  until mkdir "$root/.songwright-setup" 2>/dev/null; do
    [ -w "$root" ] || songwright_need "$root cannot be written to; it has to be, once, to set up"
    [ "$waited" -lt 600 ] || songwright_need "another set-up does not end. If none is running: rm -r \"$root/.songwright-setup\""
    sleep 1
    waited=$((waited + 1))
  done
  trap 'rm -rf "$root/.songwright-setup"' EXIT
  trap 'exit 130' INT TERM
  if songwright_outdated; then songwright_install; fi
  rm -rf "$root/.songwright-setup"
  trap - EXIT INT TERM
}
