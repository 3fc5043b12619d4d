#!/usr/bin/env bash
# Writes .env beside docker-compose.yml with fresh passwords and keys. What is there already stays as it is: the databases know
# their passwords, and what was sealed opens with its own key only. What a newer release needs is added.
#   deploy/make-env.sh [FILE]
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
file=${1:-$home/.env}
case $file in /*) ;; *) file=$PWD/$file ;; esac

bytes() { od -An -v -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
key() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
digits() { local text; text=$(od -An -v -N8 -tu8 /dev/urandom | tr -d ' \n'); printf '1%015d' "$(( 10#${text:0:15} ))"; }
add() { # NAME VALUE, unless the name is there
  grep -q "^$1=" "$file.part" || { printf '%s=%s\n' "$1" "$2" >> "$file.part"; added=$((added + 1)); }
}

umask 077
added=0
if [ -e "$file" ]; then
  cp -p "$file" "$file.part"
else
  printf '# Made by deploy/make-env.sh. The volume "postgres" knows these passwords and keys: keep this file as long as it.\n' > "$file.part"
fi
for name in POSTGRES COMMAND_DB EVENT_DB GATEWAY_DB INSTANCE_DB INVOCATION_DB NOTIFIER_DB QUEUE_DB REGISTRY_DB; do
  add "OPSBUS_${name}_PASSWORD" "$(bytes 24)"
done
add OPSBUS_INTERNAL_KEY "$(key)"
add OPSBUS_GATEWAY_MASTER_KEY "$(key)"
add OPSBUS_NOTIFIER_MASTER_KEY "$(key)"
add OPSBUS_GATEWAY_OPERATOR_TOKEN "$(bytes 24)"
add OPSBUS_ACCOUNT_ID "$(digits)"
add OPSBUS_ACCESS_KEY_ID "OB$(bytes 11)"
add OPSBUS_ACCESS_KEY_SECRET "$(bytes 15)"
add OPSBUS_AGENTS_KEYSTORE_PASSWORD "$(bytes 24)"
if [ "$added" = 0 ]; then
  rm "$file.part"
  printf 'make-env: %s has everything and stays as it is.\n' "$file"
else
  mv "$file.part" "$file"
  printf 'make-env: wrote %d values to %s (readable by you only).\n' "$added" "$file"
fi

# Folders that containers read: compose refuses to start without a settings file, and the engine would make the other one as root.
value() { if [ -n "${!1:-}" ]; then printf '%s' "${!1}"; else sed -n "s/^$1=//p" "$file" | tail -1; fi; }
settings=$(value OPSBUS_SETTINGS)
settings=${settings:-deploy/settings}
releases=$(value OPSBUS_AGENTS_RELEASES)
releases=${releases:-deploy/agent-releases}
cd "$home"
mkdir -p "$settings" "$releases"
chmod 755 "$releases"
for one in deploy/settings/*.env; do
  if [ ! -e "$settings/${one##*/}" ]; then
    cp "$one" "$settings/"
    printf 'make-env: %s/%s is new; it changes nothing until you write into it.\n' "$settings" "${one##*/}"
  fi
done
exec deploy/make-agents-tls.sh "$file"
