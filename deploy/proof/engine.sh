# Sourced: a Docker engine from Debian's packages, started by hand when none runs.

say() { printf '%6d s  %s\n' "$SECONDS" "$*"; }
fail() { printf 'prove-compose: %s\n' "$*" >&2; exit 1; }

# need PROGRAM PACKAGE: from Debian's packages when it is missing
need() {
  command -v "$1" >/dev/null && return
  [ "$(id -u)" = 0 ] || fail "$1 is missing and only root can install it (apt-get install $2)"
  command -v apt-get >/dev/null || fail "$1 is missing and there is no apt-get; install $2 by hand"
  say "installing $2"
  { [ -n "${apt_is_fresh:-}" ] || apt-get update -qq; } >/dev/null 2>&1 || true
  apt_is_fresh=1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2" >"$work/apt.log" 2>&1 ||
    fail "apt-get install $2 failed: $(tail -3 "$work/apt.log")"
}

engine_is_up() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# start_engine: sets engine_pid when the engine is ours
start_engine() {
  if engine_is_up; then
    say "Docker engine $(docker version --format '{{.Server.Version}}') is running already; it stays"
    return
  fi
  [ "$(id -u)" = 0 ] || fail 'no Docker engine runs and only root can start one'
  need dockerd docker.io
  need iptables iptables
  local driver
  for driver in overlay2 vfs; do
    nohup dockerd --storage-driver="$driver" --data-root "$cache/engine" --pidfile "$cache/engine.pid" \
      >"$cache/engine.log" 2>&1 &
    engine_pid=$!
    for _ in $(seq 60); do
      if engine_is_up; then
        say "started Docker engine $(docker version --format '{{.Server.Version}}') ($driver)"
        return
      fi
      kill -0 "$engine_pid" 2>/dev/null || break
      sleep 0.5
    done
    kill "$engine_pid" 2>/dev/null || true
    wait "$engine_pid" 2>/dev/null || true
    engine_pid=
  done
  fail "the Docker engine does not start: $(tail -3 "$cache/engine.log")"
}

stop_engine() {
  [ -n "${engine_pid:-}" ] || return 0
  kill "$engine_pid" 2>/dev/null || true
  wait "$engine_pid" 2>/dev/null || true
  engine_pid=
}

# An engine that --keep, --images-only or a killed run of this script left running
stop_engine_left_behind() {
  [ -f "$cache/engine.pid" ] || return 0
  local pid
  pid=$(<"$cache/engine.pid")
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = dockerd ]; then
    kill "$pid"
    for _ in $(seq 100); do [ -d "/proc/$pid" ] || break; sleep 0.2; done
    say "stopped the engine ($pid)"
  fi
}
