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

# The classes an agent loads, as they lie in memory: without it 8 MB more are resident. Nobody listens on port 1.
training=$(mktemp -d)
trap 'rm -rf -- "$training"' EXIT
OPSBUS_AGENT_JAVA_OPTIONS="-XX:DumpLoadedClassList=$training/classes" OPSBUS_ACTIVATION_CODE=none \
  "$folder/bin/opsbus-agent" --home "$training/home" --register -R none -I none --server 127.0.0.1:1 >/dev/null || true
OPSBUS_AGENT_JAVA_OPTIONS="-Xshare:dump -XX:SharedClassListFile=$training/classes -Xlog:disable" "$folder/bin/opsbus-agent" >/dev/null
"$folder/bin/opsbus-agent" -v
