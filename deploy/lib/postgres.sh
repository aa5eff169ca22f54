#!/usr/bin/env bash
# A throw-away PostgreSQL cluster for tests: a Unix socket only, fsync on, in a folder of its own.
#   postgres.sh run COMMAND...  runs a command with VIGIE_TEST_DATABASE_URL, then removes the cluster
#   postgres.sh serve           prints the URL, and removes the cluster when its standard input ends
#   postgres.sh crash FOLDER    stops the server as a crash would
#   postgres.sh start FOLDER    starts it again
set -euo pipefail
. "$(dirname "$0")/common.sh"

# Finds the programs: the newest version where Debian puts them, else on the PATH.
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr | head -1 || true)
[ -n "$bin" ] || bin=$(dirname "$(command -v initdb)" 2>/dev/null || true)
[ -x "$bin/initdb" ] || fail "PostgreSQL est nécessaire : installez le paquet postgresql-15" \
  "PostgreSQL is missing; install the package postgresql-15"

# Runs a command as the user postgres if this is root, because the server refuses to run as root.
as_server() {
  if [ "$(id -u)" -eq 0 ]; then
    (cd / && setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
  else
    "$@"
  fi
}

# Runs pg_ctl in a subshell that has closed the caller's descriptors. The server would keep them open, and a caller that
# waits for their end would wait for the server.
pg_ctl() (
  for descriptor in $(ls "/proc/$BASHPID/fd"); do
    if [ "$descriptor" -gt 2 ] && [ "$descriptor" -ne 255 ]; then eval "exec $descriptor>&-"; fi
  done
  as_server "$bin/pg_ctl" --pgdata="$1/data" --log="$1/log" --silent --wait "${@:2}" </dev/null >&2
)

make() {
  # The folder is not in TMPDIR, because the path of a Unix socket may have 107 bytes at most.
  folder=$(mktemp -d /tmp/vigie-pg.XXXXXX)
  trap remove EXIT
  trap 'exit 130' INT TERM HUP
  if [ "$(id -u)" -eq 0 ]; then chown postgres: "$folder"; fi
  as_server "$bin/initdb" --pgdata="$folder/data" --username=vigie --auth=trust --encoding=UTF8 \
    --locale=C.UTF-8 --no-sync >/dev/null
  as_server tee -a "$folder/data/postgresql.conf" >/dev/null <<CONF
listen_addresses = ''
unix_socket_directories = '$folder'
max_connections = 300
shared_buffers = 64MB
CONF
  pg_ctl "$folder" start
  url="postgresql://vigie@/postgres?host=$folder"
}

remove() {
  pg_ctl "$folder" stop --mode=immediate 2>/dev/null || true
  rm -rf "$folder"
}

case "${1:-}" in
  run)
    shift
    make
    VIGIE_TEST_DATABASE_URL=$url "$@"
    ;;
  serve)
    make
    printf '%s\n' "$url"
    exec >/dev/null
    cat >/dev/null
    ;;
  crash) pg_ctl "$2" stop --mode=immediate ;;
  start) pg_ctl "$2" start ;;
  *) fail "Utilisation : postgres.sh run COMMANDE… | serve | crash DOSSIER | start DOSSIER" \
    "usage: postgres.sh run COMMAND... | serve | crash FOLDER | start FOLDER" ;;
esac
