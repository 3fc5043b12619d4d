#!/usr/bin/env bash
# Lays out the files of one or more service images under target/images/SERVICE:
#   own/  our jars     lib/  libraries     run/  start script, JVM flags, class path
# services.txt: name and port; behind them, where it is no service in a folder of its name, its module and its main class, which
# then needs nothing but the module's own jar.
#
#   deploy/images/prepare.sh [--with-backbone] SERVICE...
#
# --with-backbone also builds standalone/backbone, in the same Maven run. Needs Maven, and JDK 25 in JAVA_HOME.
set -euo pipefail
home=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
fail() { printf 'prepare: %s\n' "$1" >&2; exit 1; }
backbone=
if [ "${1:-}" = --with-backbone ]; then backbone=,standalone/backbone; shift; fi
[ $# -gt 0 ] || fail "name one or more of: $(cut -d' ' -f1 "$home/deploy/images/services.txt" | tr '\n' ' ')"
module() { # SERVICE
  local found
  found=$(sed -n "s/^$1 [0-9]* \([^ ]*\) .*/\1/p" "$home/deploy/images/services.txt")
  printf '%s' "${found:-$1}"
}
list=
for service in "$@"; do
  grep -q "^$service " "$home/deploy/images/services.txt" || fail "no service $service in deploy/images/services.txt"
  [ -f "$home/$(module "$service")/pom.xml" ] || fail "there is no module $(module "$service")"
  list+=${list:+,}$(module "$service")
done
list+=$backbone
log=$home/target/images/build.log
mkdir -p "${log%/*}"
for service in "$@"; do rm -rf "$home/$(module "$service")/target/image-lib"; done
(cd "$home" && MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow" \
  mvn -B -ntp -pl "$list" -am -Dmaven.test.skip=true -Dspotless.check.skip=true \
    package dependency:copy-dependencies -DincludeScope=runtime -Dmdep.silent=true '-DoutputDirectory=${project.build.directory}/image-lib') >"$log" 2>&1 ||
  { grep -E '^\[ERROR\]' "$log" | head -20 >&2; fail "the build failed; all of it is in $log"; }

for service in "$@"; do
  module=$(module "$service")
  from=$home/$module/target to=$home/target/images/$service
  rm -rf "$to"
  mkdir -p "$to/lib" "$to/own" "$to/run"
  own=("$from/${module//\//-}"-[0-9]*.jar)
  [ -f "${own[0]}" ] && [ ${#own[@]} = 1 ] || fail "want exactly one $service jar in $from, found: ${own[*]}"
  cp "${own[0]}" "$to/own/"
  [ "$module" = "$service" ] || rm -rf "$from/image-lib"
  for jar in "$from"/image-lib/*.jar; do
    [ -e "$jar" ] || continue
    # ours is what another module of this checkout has built
    if [ -n "$(find "$home" -maxdepth 4 -path "*/target/${jar##*/}" -print -quit)" ]; then cp "$jar" "$to/own/"; else cp "$jar" "$to/lib/"; fi
  done
  cp "$home"/deploy/images/{start,healthy,jvm.options} "$to/run/"
  # the service's own jar first, then by name: always the same order, which an AOT cache needs
  {
    printf 'own/%s' "$(basename "${own[0]}")"
    for jar in "$to"/own/*.jar "$to"/lib/*.jar; do
      [ ! -e "$jar" ] || [ "$(basename "$jar")" = "$(basename "${own[0]}")" ] || printf ':%s' "${jar#"$to"/}"
    done
  } > "$to/run/classpath"
  chmod -R u=rwX,go=rX "$to"
  chmod 755 "$to/run/start" "$to/run/healthy"
  printf 'prepare: %s: %d own jars, %d libraries, %s\n' "$service" "$(ls "$to/own" | wc -l)" "$(ls "$to/lib" | wc -l)" \
    "$(du -sh "$to" | cut -f1)"
done
