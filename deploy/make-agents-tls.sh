#!/usr/bin/env bash
# Makes what docker-compose.yml's agents' port shows: an authority, once, which agents trust (ca.pem), and a certificate under it
# for the names they know this machine by. Other names make another certificate; the authority stays.
#   deploy/make-agents-tls.sh [ENV_FILE]      (make-env.sh calls it; call it again when OPSBUS_AGENTS_NAMES has changed)
# Read from the environment, or else from ENV_FILE (.env): OPSBUS_AGENTS_KEYSTORE_PASSWORD, OPSBUS_AGENTS_NAMES (host names and
# addresses with commas between them), OPSBUS_AGENTS_TLS (folder, default deploy/agents-tls).
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
file=${1:-$home/.env}

fail() { printf 'make-agents-tls: %s\n' "$1" >&2; exit 1; }
value() { if [ -n "${!1:-}" ]; then printf '%s' "${!1}"; elif [ -e "$file" ]; then sed -n "s/^$1=//p" "$file" | tail -1; fi; }

command -v openssl >/dev/null || fail 'openssl is needed and was not found (Debian: apt-get install openssl)'
password=$(value OPSBUS_AGENTS_KEYSTORE_PASSWORD)
[ -n "$password" ] || fail "OPSBUS_AGENTS_KEYSTORE_PASSWORD is not in $file; run deploy/make-env.sh"
folder=$(value OPSBUS_AGENTS_TLS)
folder=${folder:-$home/deploy/agents-tls}
case $folder in /*) ;; *) folder=$home/$folder ;; esac

label='[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?'
alternatives='DNS:localhost,IP:127.0.0.1'
IFS=, read -ra names <<<"$(value OPSBUS_AGENTS_NAMES)"
for name in ${names[@]+"${names[@]}"}; do
  read -r name <<<"$name" || true
  if [ -z "$name" ]; then continue
  elif [[ $name =~ ^[0-9]+(\.[0-9]+){3}$ || $name =~ ^[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*$ ]]; then alternatives+=",IP:$name"
  elif [[ $name =~ ^$label(\.$label)*$ ]]; then alternatives+=",DNS:$name"
  else fail "OPSBUS_AGENTS_NAMES: there is no host $name"; fi
done

umask 077
mkdir -p "$folder"
chmod 755 "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ ! -e "$folder/ca.pem" ] || [ ! -e "$folder/ca.key" ]; then
  printf '[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=ext\n[dn]\nCN=OpsBus agents CA\n[ext]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash\n' > "$work/ca.cnf"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -config "$work/ca.cnf" \
    -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null || fail 'openssl could not make the authority'
  chmod 644 "$work/ca.pem"
  mv "$work/ca.key" "$folder/ca.key"
  mv "$work/ca.pem" "$folder/ca.pem"
  rm -f "$folder/agents.names"
fi
export password
if [ -e "$folder/agents.names" ] && [ "$(<"$folder/agents.names")" = "$alternatives" ] &&
    openssl pkcs12 -in "$folder/agents.p12" -passin env:password -nokeys -noout 2>/dev/null; then
  printf 'make-agents-tls: the certificate in %s is for these names and stays.\n' "$folder"
  exit 0
fi
printf '[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nCN=OpsBus agents\n' > "$work/leaf.cnf"
printf 'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\nsubjectAltName=%s\n' "$alternatives" > "$work/leaf.ext"
{
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -config "$work/leaf.cnf" -keyout "$work/leaf.key" -out "$work/leaf.csr" &&
  openssl x509 -req -in "$work/leaf.csr" -CA "$folder/ca.pem" -CAkey "$folder/ca.key" -set_serial "0x$(openssl rand -hex 16)" -days 3650 -sha256 \
    -extfile "$work/leaf.ext" -out "$work/leaf.pem" &&
  openssl pkcs12 -export -name agents -inkey "$work/leaf.key" -in "$work/leaf.pem" -certfile "$folder/ca.pem" \
    -keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256 -passout env:password -out "$work/agents.p12"
} 2>"$work/said" || fail "openssl could not make the certificate: $(tail -3 "$work/said")"
# the container's user reads it; it opens with the password only
chmod 644 "$work/agents.p12"
rm -f "$folder/agents.names"
mv "$work/agents.p12" "$folder/agents.p12"
printf '%s\n' "$alternatives" > "$folder/agents.names"
printf 'make-agents-tls: made a certificate for %s; agents trust %s/ca.pem.\n' "$alternatives" "$folder"
