# Functions that the scripts of this folder share. Sourced, not run.

say() { printf '== %s\n' "$*"; }

fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Stops with a clear message unless Swift 6.2 or newer is there.
require_swift() {
  command -v swift >/dev/null 2>&1 ||
    fail "Swift is not installed; install Swift 6.2 or newer from https://www.swift.org/install"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -1)
  [ -n "$version" ] || fail "cannot read the version of Swift; run: swift --version"
  if [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -1)" != 6.2 ]; then
    fail "Swift $version is too old; install Swift 6.2 or newer from https://www.swift.org/install"
  fi
}

# Installs the Debian packages that are absent; an ordinary user is told the line to run.
require_packages() {
  local absent=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      absent+=("$package")
  done
  [ ${#absent[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    fail "packages are missing; run: sudo apt-get install -y ${absent[*]}"
  fi
  say "installing ${absent[*]}"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${absent[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    rm -f "$log"
    fail "apt-get could not install ${absent[*]}"
  fi
  rm -f "$log"
}

require_everything() {
  require_swift
  require_packages libzmq3-dev libsqlite3-dev tzdata
}
