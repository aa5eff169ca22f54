# Starts and stops the services of a home: the portal where the home has one. Sourced, not run.

SERVICES="registry training senacs evaluation exchange portal"

# The start time of a process (field 22 of its stat), which tells it from a later process with the same id.
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# Whether the process noted for a service is still the one that was started here.
is_ours() {
  local file="$1/run/$2.pid" pid start
  [ -f "$file" ] || return 1
  read -r pid start <"$file" || return 1
  [ -n "$pid" ] && [ -n "$start" ] && [ "$(started_at "$pid")" = "$start" ]
}

start_services() {
  local home=$1 bin=$2 service pid
  for service in $SERVICES; do
    if is_ours "$home" "$service" || [ ! -e "$home/$service.json" ]; then continue; fi
    # Each service has a session of its own, so that Ctrl-C reaches only the script, which stops the services in order.
    setsid "$bin/vigie-$service" --config "$home/$service.json" \
      >>"$home/log/$service.log" 2>&1 </dev/null &
    pid=$!
    printf '%s %s\n' "$pid" "$(started_at "$pid")" >"$home/run/$service.pid"
  done
}

stop_services() {
  local home=$1 service pid waited
  for service in $SERVICES; do
    if is_ours "$home" "$service"; then
      read -r pid _ <"$home/run/$service.pid"
      kill -TERM "$pid" 2>/dev/null || true
    fi
  done
  for service in $SERVICES; do
    waited=0
    while is_ours "$home" "$service"; do
      read -r pid _ <"$home/run/$service.pid"
      # A zombie that is this shell's child goes once the shell has waited for it.
      case "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f1)" in
        Z) wait "$pid" 2>/dev/null || true; break ;;
      esac
      waited=$((waited + 1))
      if [ $waited -gt 200 ]; then
        kill -KILL "$pid" 2>/dev/null || true
        break
      fi
      sleep 0.1
    done
    rm -f "$home/run/$service.pid"
  done
}

show_logs() {
  local service
  for service in $SERVICES; do
    [ -e "$1/$service.json" ] || continue
    printf -- '-- %s\n' "$service" >&2
    tail -5 "$1/log/$service.log" >&2 || true
  done
}
