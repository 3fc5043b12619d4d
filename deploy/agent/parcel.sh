#!/usr/bin/env bash
# Makes the file of a version for ./opsbus agents publish: deploy/agent/parcel.sh FILE.zip
# Needs JDK 25 (JAVA_HOME) and a build (./opsbus build). It holds the agent's jars; the Java they run on is the installation's.
set -euo pipefail
file=$(realpath -m -- "${1:?usage: deploy/agent/parcel.sh FILE.zip}")
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
java=${JAVA_HOME:?JAVA_HOME must name a JDK 25}
[ ! -e "$file" ] || { echo "$file exists already" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
mkdir "$work/lib"
for module in agent schedule rpc/protocol; do
  jar=$(find "$home/$module/target" -maxdepth 1 -name '*.jar' ! -name '*-tests.jar' | head -1)
  [ -n "$jar" ] || { echo "nothing is built in $module/target; run ./opsbus build" >&2; exit 1; }
  cp "$jar" "$work/lib/"
done
(cd "$work" && "$java/bin/jar" --create --no-manifest --file "$file" lib/*.jar)
