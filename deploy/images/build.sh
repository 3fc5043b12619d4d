#!/usr/bin/env bash
# Makes the images of services (all, unless some are named).
#   OPSBUS_IMAGE_PREFIX  default ghcr.io/opsbus        OPSBUS_VERSION  default 0.1.0
#   JRE_IMAGE            the base; default: the Dockerfile's
#
#   deploy/images/build.sh [--with-backbone] [SERVICE...]
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
services=$home/deploy/images/services.txt
prepare=()
if [ "${1:-}" = --with-backbone ]; then prepare+=("$1"); shift; fi
[ $# -gt 0 ] || set -- $(cut -d' ' -f1 "$services")
log=$home/target/images/build.log
version=${OPSBUS_VERSION:-0.1.0}
"$home/deploy/images/prepare.sh" ${prepare[@]+"${prepare[@]}"} "$@"
for service in "$@"; do
  image=${OPSBUS_IMAGE_PREFIX:-ghcr.io/opsbus}/$service:$version
  read -r _ port _ main < <(grep "^$service " "$services")
  docker build -q -t "$image" -f "$home/deploy/images/Dockerfile" ${JRE_IMAGE:+--build-arg "JRE_IMAGE=$JRE_IMAGE"} \
    ${OPSBUS_IMAGE_LABEL:+--label "$OPSBUS_IMAGE_LABEL"} \
    --build-arg "SERVICE=$service" --build-arg "PORT=$port" \
    --build-arg "MAIN=${main:-io.opsbus.${service%-service}.wiring.Main}" --build-arg "VERSION=$version" \
    "$home/target/images/$service" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  printf 'build: %s\n' "$image"
done
