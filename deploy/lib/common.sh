# Functions that the scripts of this folder share. Sourced, not run.

# The language of messages, fr or en: the locale's, unless a script is told another.
case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
  fr*) language=fr ;;
  *) language=en ;;
esac

# words FRENCH ENGLISH: prints one of two texts, by the language
words() { if [ "$language" = fr ]; then printf '%s' "$1"; else printf '%s' "$2"; fi; }

# say FRENCH ENGLISH: prints a heading
say() { printf '== %s\n' "$(words "$1" "$2")"; }

# fail FRENCH ENGLISH: prints an error and ends the script
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$(words "$1" "$2")" >&2
  exit 1
}

# misused FRENCH ENGLISH USAGE: says what is wrong with the arguments and how they are given, and ends the script
misused() { fail "$1. Utilisation : $3" "$2; usage: $3"; }

# unknown_option OPTION USAGE, needs_value OPTION USAGE, needs_number OPTION USAGE: the misuses that most scripts know
unknown_option() { misused "Option inconnue : $1" "unknown option $1" "$2"; }
needs_value() { misused "$1 attend une valeur" "$1 needs a value" "$2"; }
needs_number() { misused "$1 attend un nombre" "$1 needs a number" "$2"; }

# Stops with a clear message unless Swift 6.2 or newer is there.
require_swift() {
  command -v swift >/dev/null 2>&1 ||
    fail "Swift n'est pas installé. Installez Swift 6.2 ou une version plus récente : https://www.swift.org/install" \
      "Swift is not installed; install Swift 6.2 or newer from https://www.swift.org/install"
  local version
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -1)
  [ -n "$version" ] || fail "Version de Swift non reconnue. Lancez : swift --version" \
    "cannot read the version of Swift; run: swift --version"
  if [ "$(printf '%s\n6.2\n' "$version" | sort -V | head -1)" != 6.2 ]; then
    fail "Swift $version est trop ancien. Installez Swift 6.2 ou une version plus récente : https://www.swift.org/install" \
      "Swift $version is too old; install Swift 6.2 or newer from https://www.swift.org/install"
  fi
}

# Installs the Debian packages that are missing; an ordinary user is told the command instead.
require_packages() {
  local absent=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' ||
      absent+=("$package")
  done
  [ ${#absent[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    fail "Des paquets sont à installer. Lancez : sudo apt-get install -y ${absent[*]}" \
      "packages are missing; run: sudo apt-get install -y ${absent[*]}"
  fi
  say "Installation : ${absent[*]}" "installing ${absent[*]}"
  local log
  log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${absent[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    rm -f "$log"
    fail "apt-get n'a pas pu installer ${absent[*]}" "apt-get could not install ${absent[*]}"
  fi
  rm -f "$log"
}

# What the programs are built with.
require_programs() {
  require_swift
  require_packages libzmq3-dev libsqlite3-dev libpq-dev zlib1g-dev libpcre2-dev tzdata \
    libzip-dev libexpat1-dev libxlsxwriter-dev libseccomp-dev
}

# What all targets are built with: the tests solve linear programs.
require_everything() {
  require_programs
  require_packages libglpk-dev
}

# The spreadsheet in which people open lists and forms, without its windows.
require_office() { require_packages libreoffice-calc-nogui poppler-utils; }

# The PostgreSQL server that tests start for themselves.
require_postgres() { require_packages postgresql-15; }

# Installs pyzmq, with a libzmq of its own, for the Python client; sets $kit to the folder.
require_python_kit() {
  command -v python3 >/dev/null || fail "Python 3 est nécessaire : installez python3 et python3-pip" \
    "Python 3 is needed: install python3 and python3-pip"
  kit=.build/partner-kit
  PYTHONPATH=$kit python3 -c 'import zmq; assert zmq.pyzmq_version() == "27.2.0"' 2>/dev/null && return 0
  rm -rf "$kit"
  python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore \
    --target "$kit" pyzmq==27.2.0 || fail "pip n'a pas pu installer pyzmq 27.2.0" "pip could not install pyzmq 27.2.0"
}
