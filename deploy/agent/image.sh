#!/usr/bin/env bash
# Makes a folder with the agent and just the Java it needs: deploy/agent/image.sh FOLDER
# Needs JDK 25 (JAVA_HOME) and a build (./opsbus build). The folder is moved by making it again: its class archive knows its path.
set -euo pipefail
folder=$(realpath -m -- "${1:?usage: deploy/agent/image.sh FOLDER}")
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
java=${JAVA_HOME:?JAVA_HOME must name a JDK 25}
[ ! -e "$folder" ] || { echo "$folder exists already" >&2; exit 1; }

"$java/bin/jlink" --add-modules java.base,java.net.http --strip-debug --no-man-pages --no-header-files --compress zip-6 \
  --vm server --output "$folder/java"
mkdir -p "$folder/lib" "$folder/bin"
for module in agent schedule rpc/protocol; do
  jar=$(find "$home/$module/target" -maxdepth 1 -name '*.jar' ! -name '*-tests.jar' | head -1)
  [ -n "$jar" ] || { echo "nothing is built in $module/target; run ./opsbus build" >&2; exit 1; }
  cp "$jar" "$folder/lib/"
done
install -m 755 "$home/deploy/agent/opsbus-agent" "$folder/bin/opsbus-agent"
cp "$home/deploy/agent/opsbus-agent.service" "$folder/"

# The classes an agent loads in service, as they lie in memory: without them 9 MiB more are resident. It registers, is kicked and runs
# a script, against a server made for this.
rehearsal=$(mktemp -d)
end() {
  [ -z "${server:-}" ] || kill "$server" 2>/dev/null || true
  [ -z "${agent:-}" ] || kill -9 "$agent" 2>/dev/null || true
  rm -rf -- "$rehearsal"
}
trap end EXIT
"$java/bin/keytool" -genkeypair -keyalg EC -alias rehearsal -dname CN=rehearsal -ext SAN=IP:127.0.0.1 -validity 2 \
  -keystore "$rehearsal/keys" -storetype PKCS12 -storepass rehearsal 2>/dev/null
"$java/bin/keytool" -exportcert -rfc -alias rehearsal -keystore "$rehearsal/keys" -storepass rehearsal >"$rehearsal/ca.pem" 2>/dev/null
mkfifo "$rehearsal/port"
"$java/bin/java" "$(dirname -- "${BASH_SOURCE[0]}")/Rehearsal.java" "$rehearsal/keys" rehearsal >"$rehearsal/port" &
server=$!
read -r port <"$rehearsal/port"
OPSBUS_ACTIVATION_CODE=none "$folder/bin/opsbus-agent" --home "$rehearsal/home" --register -R none -I none \
  --server "127.0.0.1:$port" --ca "$rehearsal/ca.pem" >/dev/null
OPSBUS_AGENT_JAVA_OPTIONS="-Xshare:off -XX:DumpLoadedClassList=$rehearsal/classes -Xlog:disable" \
  "$folder/bin/opsbus-agent" --home "$rehearsal/home" >/dev/null &
agent=$!
wait "$server" || {
  echo "the rehearsal of the agent failed: it has not run a script within three minutes; its log says:" >&2
  tail -n 20 "$rehearsal"/home/log/* >&2 || true
  exit 1
}
server=
kill "$agent"
wait "$agent" || true
agent=
OPSBUS_AGENT_JAVA_OPTIONS="-Xshare:dump -XX:SharedClassListFile=$rehearsal/classes -Xlog:disable" "$folder/bin/opsbus-agent" >/dev/null
"$folder/bin/opsbus-agent" -v
