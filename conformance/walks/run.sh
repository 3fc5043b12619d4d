#!/usr/bin/env bash
# The walk through Cloud Assistant (guide 2.4) with the official SDKs for Python and Go, both generations of each, over http and https:
# conformance/walks/run.sh [--data DIR], beside a system that was started with `./opsbus up --with-agent`.
# Needs python3 with venv, Go 1.26 and jq; what else it takes comes from PyPI and the Go module proxy, and stays in conformance/target/walks.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd -- "$here/../.." && pwd -P)
work="$home/conformance/target/walks"
for program in python3 go jq; do
  command -v "$program" >/dev/null || { echo "walks: $program is needed and was not found" >&2; exit 2; }
done

status=$("$home/opsbus" status --json "$@") || { echo "walks: nothing runs; start it with ./opsbus up --with-agent" >&2; exit 2; }
read -r http https CA KEY SECRET < <(jq -r '[.gateway.http, .gateway.https, .gateway.caFile, .account.accessKeyId, .account.accessKeySecret] | join(" ")' <<<"$status")
export CA KEY SECRET ACTIONS="$home/docs/actions.md"
# they heed a proxy of the environment, this machine's own address or not
unset HTTP_PROXY HTTPS_PROXY ALL_PROXY http_proxy https_proxy all_proxy

mkdir -p "$work"
[ -x "$work/python/bin/python" ] || python3 -m venv "$work/python"
"$work/python/bin/pip" install -q --disable-pip-version-check -r "$here/python/requirements.txt"
(cd "$here/go" && go build -o "$work/" ./today ./before)

failed=0
walk() {
  printf '%-28s %s  ' "$1" "$2"
  if ENDPOINT=${2#*://} SCHEME=${2%%://*} timeout 120 "${@:3}" >"$work/said.txt" 2>&1; then
    tail -n 1 "$work/said.txt"
  else
    failed=1
    echo "FAILED"
    sed 's/^/    /' "$work/said.txt"
  fi
}
for url in "$http" "$https"; do
  walk "Python, today's generation" "$url" "$work/python/bin/python" "$here/python/today.py"
  walk "Python, the one before" "$url" "$work/python/bin/python" "$here/python/before.py"
  walk "Go, today's generation" "$url" "$work/today"
  walk "Go, the one before" "$url" "$work/before"
done
exit "$failed"
