#!/usr/bin/env bash
# Writes .env beside docker-compose.yml with fresh passwords; never overwrites one (the databases know its passwords).
#   deploy/make-env.sh [FILE]
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
file=${1:-$home/.env}

if [ -e "$file" ]; then
  printf 'make-env: %s is there already and stays as it is.\n' "$file"
  exit 0
fi
fresh() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
umask 077
{
  printf '# Made by deploy/make-env.sh. The passwords are stored in the volume "postgres": keep this file as long as it.\n'
  for name in OPSBUS_POSTGRES_PASSWORD OPSBUS_EVENT_DB_PASSWORD OPSBUS_NOTIFIER_DB_PASSWORD OPSBUS_REGISTRY_DB_PASSWORD; do
    printf '%s=%s\n' "$name" "$(fresh)"
  done
} > "$file.part"
mv "$file.part" "$file"
printf 'make-env: wrote %s (readable by you only).\n' "$file"
