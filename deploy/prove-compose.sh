#!/usr/bin/env bash
# Proves docker-compose.yml on a machine that cannot pull images: makes stand-in images locally, starts the real compose
# file with nothing but the image names overridden, waits until everything is healthy, sends one event through to a
# webhook, prints times and memory, and takes everything down again. See deploy/README.md.
#
#   deploy/prove-compose.sh [--keep | --images-only | --sweep] [SERVICE...]
#
#   --keep         leave the containers and the engine running, to look at
#   --sweep        only remove what --keep or a killed run left behind: containers, networks, volumes, our engine
#   --images-only  stop after the images are made; the engine keeps running (for tests that use the images)
#   SERVICE...     start only these services and what they need (default: all)
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
proof=$home/deploy/proof
cache=${OPSBUS_IMAGE_CACHE:-$HOME/.cache/opsbus-images}
project=opsbus-proof
# added to every port; below the range the system gives to outgoing connections
offset=${OPSBUS_PROOF_PORT_OFFSET:-7000}
patience=${OPSBUS_PROOF_PATIENCE:-600}
work=$(mktemp -d "${TMPDIR:-/tmp}/opsbus-proof.XXXXXX")
keep= images_only= sweep_only= engine_pid=
services=()
for argument in "$@"; do
  case $argument in
    --keep) keep=1 ;;
    --images-only) images_only=1 ;;
    --sweep) sweep_only=1 ;;
    -*) printf 'prove-compose: unknown option %s\n' "$argument" >&2; exit 2 ;;
    *) services+=("$argument") ;;
  esac
done
. "$proof/engine.sh"
. "$proof/images.sh"
. "$proof/round-trip.sh"

# The caller's own OPSBUS_* variables must not leak in: they would win over the file.
compose() {
  (cd "$home" && env -i PATH="$PATH" HOME="$HOME" ${DOCKER_HOST:+DOCKER_HOST="$DOCKER_HOST"} \
    "${compose_command[@]}" -p "$project" --env-file "${env_file:-$work/env}" "$@")
}

# Everything a run may have left behind, found by label, also of an earlier run that was killed.
sweep() {
  engine_is_up || return 0
  local found
  found=$(docker ps -aq --filter label=io.opsbus.proof=run; docker ps -aq --filter "label=com.docker.compose.project=$project")
  [ -z "$found" ] || docker rm -f -v $found >/dev/null 2>&1 || true
  found=$(docker network ls -q --filter "label=com.docker.compose.project=$project")
  [ -z "$found" ] || docker network rm $found >/dev/null 2>&1 || true
  found=$(docker volume ls -q --filter "label=com.docker.compose.project=$project")
  [ -z "$found" ] || docker volume rm $found >/dev/null 2>&1 || true
}

finish() {
  local code=$?
  trap - EXIT INT TERM
  if [ -n "$images_only$keep" ] && [ $code = 0 ]; then
    printf 'Left running; to end it: %s --sweep\n' "$0"
    # the receiver's class lies there
    [ -n "$keep" ] || rm -rf "$work"
    exit 0
  else
    if [ $code != 0 ] && [ -f "$work/env" ]; then show_trouble; fi
    compose down -v --timeout 20 >/dev/null 2>&1 || true
    sweep
    stop_engine
  fi
  rm -rf "$work"
  exit $code
}

show_trouble() {
  printf '\nWhat the containers say (last lines):\n' >&2
  compose ps >&2 2>/dev/null || true
  compose logs --tail=15 --no-color >&2 2>/dev/null || true
}

write_env() {
  OPSBUS_AGENTS_TLS=$work/agents-tls OPSBUS_AGENTS_RELEASES=$work/agent-releases OPSBUS_SETTINGS=$work/settings "$home/deploy/make-env.sh" "$work/env" >/dev/null
  cat >> "$work/env" <<SETTINGS
KAFKA_IMAGE=opsbus-proof/kafka:1
POSTGRES_IMAGE=opsbus-proof/postgres:1
REGISTRY_IMAGE=opsbus-proof/registry:1
OPSBUS_IMAGE_PREFIX=opsbus-proof
OPSBUS_VERSION=0.1.0
OPSBUS_KAFKA_PORT=$((19092 + offset))
OPSBUS_REGISTRY_PORT=$((18090 + offset))
OPSBUS_GATEWAY_PORT=$((18080 + offset))
OPSBUS_EVENT_PORT=$((18081 + offset))
OPSBUS_NOTIFIER_PORT=$((18082 + offset))
OPSBUS_COMMAND_PORT=$((18083 + offset))
OPSBUS_INVOCATION_PORT=$((18084 + offset))
OPSBUS_AGENTS_PORT=$((18444 + offset))
OPSBUS_AGENTS_TLS=$work/agents-tls
OPSBUS_AGENTS_RELEASES=$work/agent-releases
OPSBUS_SETTINGS=$work/settings
OPSBUS_INSTANCE_PORT=$((18085 + offset))
OPSBUS_QUEUE_PORT=$((18086 + offset))
OPSBUS_NOTIFIER_EGRESS_ALLOW=172.16.0.0/12,192.168.0.0/16,10.0.0.0/8
SETTINGS
  # one setting by its file, which prove_settings looks for
  printf 'OPSBUS_EVENT_TIMERS=3\n' >> "$work/settings/event-service.env"
}

# Settings must be refused when a password is missing.
prove_refusal() {
  local said
  : > "$work/empty"
  said=$(env_file=$work/empty compose config -q 2>&1) &&
    fail 'the compose file is accepted without passwords'
  case $said in
    *make-env.sh*) say 'without passwords the compose file is refused and names the cure' ;;
    *) fail "the compose file is refused without passwords, but not clearly: $said" ;;
  esac
}

# A taken port is one clear sentence, not an engine's error in the middle.
require_free_ports() {
  local port
  for port in 19092 18090 18080 18081 18082 18083 18084 18085 18086 18444; do
    port=$((port + offset))
    ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || fail "port $port is taken; choose others with OPSBUS_PROOF_PORT_OFFSET"
  done
}

trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
mkdir -p "$cache"
need docker docker.io
need curl curl
if docker compose version >/dev/null 2>&1; then compose_command=(docker compose); else
  need docker-compose docker-compose
  compose_command=(docker-compose)
fi
if [ -n "$sweep_only" ]; then
  sweep
  stop_engine_left_behind
  for left in "${work%.*}".*; do [ "$left" = "$work" ] || rm -rf "$left"; done
  say 'nothing is left'
  exit 0
fi
jdk=$(find_jdk)
export JAVA_HOME=$jdk DOCKER_BUILDKIT=0
[ ${#services[@]} -gt 0 ] || mapfile -t services < <(cut -d' ' -f1 "$home/deploy/images/services.txt")
# its network is a container of the front's image, and agents come to it through the front
if started invocation-service && ! started agents-front; then services+=(agents-front); fi

start_engine
sweep
require_free_ports
prove_refusal
make_base
make_jre
say "building ${services[*]}"
OPSBUS_IMAGE_PREFIX=opsbus-proof OPSBUS_VERSION=0.1.0 OPSBUS_IMAGE_LABEL=io.opsbus.proof=image JRE_IMAGE=$jre_tag \
  nice -n 5 "$home/deploy/images/build.sh" --with-backbone "${services[@]}"
make_stand_ins
make_receiver
[ -z "$images_only" ] || { say 'the images are made'; exit 0; }
write_env
run_and_measure
say 'proved'
