#!/usr/bin/env bash
# Runs the agent's tests for Windows under Wine: agent/try-under-wine.sh FOLDER [LETTERS]
# FOLDER holds a Java 25 for Windows (bin/java.exe). Needs JDK 25, Maven and wine; no part of ./opsbus test. LETTERS is a locale of this
# system, such as zh_CN.UTF-8: Windows' code page follows it. WINEPREFIX is used as it is when set, else one is made and thrown away.
set -euo pipefail
fail() { echo "try-under-wine.sh: $1" >&2; exit 2; }

[ $# -ge 1 ] || fail 'usage: agent/try-under-wine.sh FOLDER [LETTERS]'
java=$(realpath -m -- "$1")/bin/java.exe
[ -f "$java" ] || fail "there is no $java"
command -v wine >/dev/null || fail 'wine was not found'
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)

work=$(mktemp -d)
end() {
  # in a folder of somebody else others may be at work
  [ "$WINEPREFIX" != "$work/prefix" ] || wineserver -k 2>/dev/null || true
  rm -rf -- "$work"
}
export WINEPREFIX=${WINEPREFIX:-$work/prefix} WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=;${WINEDLLOVERRIDES:-}"
trap end EXIT
if [ -n "${2:-}" ]; then
  locale -a | tr -d '-' | grep -qix "$(tr -d '-' <<<"$2")" || fail "this system has no locale $2"
  export LC_ALL=$2
fi

wine wineboot -i 2>/dev/null
grep -q GetAnycastIpAddressTable "$WINEPREFIX/drive_c/windows/system32/iphlpapi.dll" ||
  fail "$(wine --version) is too old for Java 25, which asks Windows for GetAnycastIpAddressTable"

cd "$home"
mvn -B -q -pl agent -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile=target/test.classpath
junit=$(grep -oE 'junit-jupiter-api-[0-9.]+[0-9]' agent/target/test.classpath | head -1)
mvn -B -q dependency:copy -Dartifact="org.junit.platform:junit-platform-console-standalone:${junit##*-}" -DoutputDirectory="$work"
classes="$home/agent/target/test-classes:$home/agent/target/classes:$(cat agent/target/test.classpath):$(echo "$work"/*.jar)"

cd "$work"
# Wine has the whole file system as drive Z
wine "$java" --enable-native-access=ALL-UNNAMED -cp "Z:${classes//:/;Z:}" org.junit.platform.console.ConsoleLauncher execute \
  --disable-banner --disable-ansi-colors --details=tree --fail-if-no-tests \
  --select-package=io.opsbus.agent --include-classname='.*(OnWindows|[.]windows[.]).*'
