#!/bin/sh
# Puts an agent on this machine and points it at a server (guide 2.2). See --help. Nothing is changed before all arguments are sound.
set -eu

usage() {
  cat <<'TEXT'
Usage: install.sh --server HOST:PORT --activation-id ID [options]     the code is read from OPSBUS_ACTIVATION_CODE
       install.sh --remove [--agent aliyun] [--dry-run]

  --server HOST:PORT    the agents' port of the system (18444 on one machine)
  --ca FILE             PEM file of the authority that signed its certificate; without it the system's authorities are believed
  --activation-id ID    of CreateActivation; our agent needs none where it is registered already: it is upgraded then
  --region ID           region the machine says it is in (default cn-local; the activation decides where it is listed)
  --agent opsbus        our agent, from the folder --image (made by image.sh); the default
  --agent aliyun        the official one: installed already, or from --package
  --image DIR           where our agent lies; its own place is /opt/opsbus-agent (default: there)
  --package FILE        the official agent's .deb or .rpm
  --update-key FILE     PEM file of an Ed25519 public key: our agent takes versions its owner published (./opsbus agents publish)
  --root DIR            another root folder, for images of machines: nothing is registered or started then
  --remove              end the registration at the server the agent was pointed at, stop the agent and take the lines of its server away
  --dry-run             say what would be done

The system is told by /etc/os-release: hosts like Debian and hosts like Red Hat or SUSE are known.
Exit status: 0 done, 1 not done, 2 the command line is not sound.
TEXT
}

refuse() { echo "install.sh: $1 (--help lists the options)" >&2; exit 2; }
fail() { echo "install.sh: $1" >&2; exit 1; }

server='' ca='' key='' activation='' region=cn-local agent=opsbus image='' package='' root='' dry='' live=yes remove=''
while [ $# -gt 0 ]; do
  case $1 in
    --help|-h) usage; exit 0 ;;
    --dry-run) dry=yes; shift; continue ;;
    --remove) remove=yes; shift; continue ;;
    --server|--ca|--update-key|--activation-id|--region|--agent|--image|--package|--root) ;;
    *) refuse "$1 is no option" ;;
  esac
  [ $# -ge 2 ] || refuse "$1 needs a value"
  case $1 in
    --server) server=$2 ;;
    --ca) ca=$2 ;;
    --update-key) key=$2 ;;
    --activation-id) activation=$2 ;;
    --region) region=$2 ;;
    --agent) agent=$2 ;;
    --image) image=$2 ;;
    --package) package=$2 ;;
    --root) root=${2%/} live='' ;;
  esac
  shift 2
done

# what goes into a file that a unit reads as its environment must be one plain word
case ${server:-$remove} in
  '') refuse '--server is missing' ;;
  # newlines too: grep would look at each line alone
  *[!A-Za-z0-9.:[\]-]*) refuse '--server is HOST or HOST:PORT, without https://' ;;
esac
# as our agent reads it (Connection)
[ -z "$server" ] && [ -n "$remove" ] || printf '%s\n' "$server" | grep -Eqx '[0-9A-Za-z.-]+(:[0-9]{1,5})?|\[[0-9a-fA-F:]+\](:[0-9]{1,5})?' ||
  refuse '--server is HOST or HOST:PORT, without https://'
case $region in *[!A-Za-z0-9-]*|'') refuse '--region is letters, digits and hyphens' ;; esac
case $activation in *[!A-Za-z0-9-]*) refuse '--activation-id is letters, digits and hyphens' ;; esac
case $agent in opsbus|aliyun) ;; *) refuse '--agent is opsbus or aliyun' ;; esac
here=/opt/opsbus-agent
# the same folder the agent's own --register takes
state=${OPSBUS_AGENT_HOME:-}
for each in /etc/sysconfig/aliyun /etc/default/opsbus-agent; do
  # the unit's files, the last one wins; quotes are not its own
  named=$(sed -n 's/^OPSBUS_AGENT_HOME=//p' "$root$each" 2>/dev/null | tail -n 1 | tr -d "\"'")
  [ -n "${OPSBUS_AGENT_HOME:-}" ] || [ -z "$named" ] || state=$named
done
state=${state:-/var/lib/opsbus-agent}
registered=''
if [ -n "$live" ] && [ "$agent" = opsbus ] && [ -e "$state/hybrid/instance-id" ]; then registered=yes; fi
if [ -n "$live" ] && [ -z "$registered$remove" ]; then
  [ -n "$activation" ] || refuse '--activation-id is missing'
  [ -n "${OPSBUS_ACTIVATION_CODE:-}" ] || refuse 'OPSBUS_ACTIVATION_CODE is not set'
fi
if [ -n "$ca" ]; then
  grep -q 'BEGIN CERTIFICATE' "$ca" 2>/dev/null || refuse "--ca: $ca is no PEM file with a certificate"
fi

if [ -n "$key" ]; then
  grep -q 'BEGIN PUBLIC KEY' "$key" 2>/dev/null || refuse "--update-key: $key is no PEM file with a public key"
  [ "$agent" = opsbus ] || refuse '--update-key is for our agent: the official one takes none of our versions'
fi
if [ "$agent" = opsbus ] && [ -z "$remove" ]; then
  if [ -n "$image" ]; then
    image=$(cd -- "$image" 2>/dev/null && pwd -P) && [ -x "$image/bin/opsbus-agent" ] || refuse "--image: there is no agent in it"
    [ "$image" != "$(cd -- "$root$here" 2>/dev/null && pwd -P)" ] || image=''
  fi
  if [ -z "$image" ]; then
    [ -n "$dry" ] || [ -x "$root$here/bin/opsbus-agent" ] || fail "there is no agent in $root$here; give --image"
  fi
fi

family() {
  # shellcheck disable=SC1091 # the host's own file
  like=$(. "$root/etc/os-release" 2>/dev/null && echo " ${ID:-} ${ID_LIKE:-} ")
  case $like in
    *' debian '*|*' ubuntu '*) echo deb ;;
    *' rhel '*|*' fedora '*|*' centos '*|*' alinux '*|*' anolis '*|*' suse '*|*' opensuse '*) echo rpm ;;
    *) fail "/etc/os-release names no system like Debian, Red Hat or SUSE:$like" ;;
  esac
}

run() {
  if [ -n "$dry" ]; then echo "would run: $*"; else "$@"; fi
}

# put TEXT FILE: a new one is readable for all, for nothing of ours is secret; one that is there keeps its mode and owner
put() {
  if [ -n "$dry" ]; then
    printf 'would write %s:\n%s\n' "$2" "$1"
  else
    mkdir -p "$(dirname -- "$2")"
    rm -f -- "$2.new"
    if [ -e "$2" ]; then cp -p -- "$2" "$2.new"; else (umask 022; : >"$2.new"); fi
    printf '%s\n' "$1" >"$2.new"
    mv "$2.new" "$2"
  fi
}

# settings FILE: what the agent is told there; other lines are somebody else's and stay. Of SSL_CERT_FILE only ours, of an earlier install.sh, goes
settings() {
  kept=$(grep -Ev "^(ALIYUN_ASSIST_SERVER_HOST|ALIYUN_ASSIST_CERT_PATH)=|^SSL_CERT_FILE=$place\$" "$root$1" 2>/dev/null || true)
  put "${kept:+$kept
}$lines" "$root$1"
}

# remember FILE: an installation that fails leaves it as it is now
before=''
remember() {
  [ -z "$dry" ] || return 0
  [ -n "$before" ] || before=$(mktemp -d)
  name=$before/$(printf '%s' "$1" | tr / _)
  printf '%s\n' "$1" >"$name.name"
  [ ! -e "$1" ] || cp -p -- "$1" "$name.was"
}
settled() {
  [ -z "$before" ] || rm -rf -- "$before"
  before=''
}
restored() {
  status=$?
  [ -n "$before" ] || exit "$status"
  if [ "$status" != 0 ]; then
    for each in "$before"/*.name; do
      file=$(cat "$each")
      rm -f -- "$file"
      [ ! -e "${each%.name}.was" ] || cp -p -- "${each%.name}.was" "$file"
    done
  fi
  rm -rf -- "$before"
  exit "$status"
}
trap restored EXIT

host=$(family)
if [ -n "$live" ] && [ -z "$dry" ]; then
  [ "$(id -u)" = 0 ] || fail 'only root can install an agent'
  command -v systemctl >/dev/null || fail 'there is no systemctl: only the units of systemd read where the server is'
fi

# The official agent's unit reads /etc/sysconfig/aliyun on hosts like Debian too, which have no such folder; ours reads both places.
case $agent:$host in
  opsbus:deb) env=/etc/default/opsbus-agent ;;
  *) env=/etc/sysconfig/aliyun ;;
esac
pinned=$root/usr/local/share/aliyun-assist/config/disable_update
place=/etc/opsbus-agent/ca.pem keyplace=/etc/opsbus-agent/update-key.pem
lines="ALIYUN_ASSIST_SERVER_HOST=$server"
authorities() {
  if [ -n "$ca" ]; then
    remember "$root$place"
    run mkdir -p "$root/etc/opsbus-agent"
    run install -m 644 "$ca" "$root$place"
    # not SSL_CERT_FILE: every script would believe this authority and no other. Only sessions of the official agent need it, and there are none
    lines="$lines
ALIYUN_ASSIST_CERT_PATH=$place"
  fi
  if [ -n "$key" ]; then
    remember "$root$keyplace"
    run mkdir -p "$root/etc/opsbus-agent"
    run install -m 644 "$key" "$root$keyplace"
  fi
}

opsbus_agent() {
  authorities
  if [ -n "$image" ]; then
    # a copy that is cut short is never what runs; what runs keeps its files until it is started anew
    run mkdir -p "$root/opt"
    run rm -rf -- "$root$here.new" "$root$here.old"
    # root runs it: whoever made or unpacked the image does not own it here
    run cp -a --no-preserve=ownership -- "$image/." "$root$here.new"
    run chmod -R go-w -- "$root$here.new"
    [ ! -e "$root$here" ] || run mv -- "$root$here" "$root$here.old"
    run mv -- "$root$here.new" "$root$here"
  fi
  run install -D -m 644 "$root$here/opsbus-agent.service" "$root/etc/systemd/system/opsbus-agent.service"
  if [ -z "$live" ]; then
    settings "$env"
    run rm -rf -- "$root$here.old"
    return 0
  fi
  if [ -n "$registered" ]; then
    echo "registered already, as $(cat "$state/hybrid/instance-id"); to be another instance: $here/bin/opsbus-agent --deregister, and again"
    if [ -n "$key" ] && ! grep -qs '^updateKey=' "$state/agent.properties"; then
      [ -n "$dry" ] || printf 'updateKey=%s\n' "$keyplace" >>"$state/agent.properties"
    fi
  else
    set -- --register -R "$region" -I "$activation" --server "$server"
    # none, too: that of an earlier registration would be the only one that is believed
    set -- "$@" --ca "${ca:+$place}"
    [ -z "$key" ] || set -- "$@" --update-key "$keyplace"
    # the file may still say what an earlier installation wrote
    run env ALIYUN_ASSIST_SERVER_HOST="$server" ALIYUN_ASSIST_CERT_PATH="${ca:+$place}" "$root$here/bin/opsbus-agent" "$@"
    # what fails from here on leaves it registered, and that needs its authority
    settled
  fi
  settings "$env"
  run systemctl daemon-reload
  run systemctl enable opsbus-agent
  # not enable --now: it leaves alone what runs, be it the old version or somebody who is not registered any more
  run systemctl restart opsbus-agent
  run rm -rf -- "$here.old"
}

# signs TEXT: whether the version in it is a build that signs its requests; the second number is the platform
signs() {
  version=$(printf '%s\n' "$1" | grep -Eo '[0-9]+(\.[0-9]+){3}' | head -n 1)
  [ -n "$version" ] || return 1
  build=${version##*.}
  third=${version%.*}
  third=${third##*.}
  [ "${version%%.*}" -ge 2 ] || return 1
  [ "$third" -gt 3 ] || { [ "$third" -eq 3 ] && [ "$build" -ge 578 ]; }
}

aliyun_agent() {
  if [ -n "$package" ]; then
    [ -r "$package" ] || refuse "--package: $package cannot be read"
    case $host in
      deb) run dpkg ${root:+--root="$root"} -i "$package" ;;
      rpm) run rpm ${root:+--root "$root"} -U "$package" ;;
    esac
  fi
  if [ -n "$live" ] && [ -z "$dry" ]; then
    has=$(aliyun-service --version 2>&1) || true
    signs "$has" || fail "the official agent must be of build 578 of 2.x.3 or newer, for older ones do not sign what they send; here is: $has"
  fi
  # another version would come from elsewhere, and older ones do not sign what they send
  remember "$pinned"
  run mkdir -p "${pinned%/*}"
  put '' "$pinned"
  # before it is registered: it then starts its service itself, and a service that reads no server asks the cloud's
  authorities
  remember "$root$env"
  settings "$env"
  [ -n "$live" ] || return 0
  # up to 2.2.3.578 its exit status is 0 whatever happened: what it says counts
  if [ -n "$dry" ]; then
    echo "would run: aliyun-service --register --RegionId $region --ActivationId $activation --ActivationCode …"
  else
    said=$(env ALIYUN_ASSIST_SERVER_HOST="$server" ${ca:+ALIYUN_ASSIST_CERT_PATH="$root$place"} \
      aliyun-service --register --RegionId "$region" --ActivationId "$activation" --ActivationCode "$OPSBUS_ACTIVATION_CODE" 2>&1) || true
    case $said in
      *'register ok'*|*'instance id:'*) echo "$said" ;;
      *) fail "the official agent was not registered: $said" ;;
    esac
  fi
  run systemctl enable aliyun
  run systemctl restart aliyun
}

# What it is registered at is read from the environment: without it the official agent would say farewell to the cloud.
removed() {
  file=$root$env
  case $agent in
    aliyun) set -- aliyun-service --deregister; unit=aliyun ;;
    opsbus) set -- "$root$here/bin/opsbus-agent" --deregister; unit=opsbus-agent ;;
  esac
  if [ -n "$live" ]; then
    told=$(grep -E '^ALIYUN_ASSIST_[A-Z_]+=[^[:space:]]+$' "$file" 2>/dev/null || true)
    case $told in
      *ALIYUN_ASSIST_SERVER_HOST=*) ;;
      *) fail "$file names no server: what is registered elsewhere is left alone" ;;
    esac
    # shellcheck disable=SC2086 # each line is one word
    run env $told "$@" || echo "install.sh: the agent could not end its registration: do it with DeregisterManagedInstance" >&2
    run systemctl disable --now "$unit"
  fi
  if [ -n "$dry" ]; then
    echo "would take the server out of $file"
    return 0
  fi
  if [ -e "$file" ]; then
    left=$(grep -Ev '^(ALIYUN_ASSIST_SERVER_HOST|ALIYUN_ASSIST_CERT_PATH)=' "$file" || true)
    if [ -n "$left" ]; then put "$left" "$file"; else rm -f -- "$file"; fi
  fi
  [ "$agent" != aliyun ] || rm -f -- "$pinned"
  rm -f -- "$root$place"
}

if [ -n "$remove" ]; then
  removed
  [ -n "$dry" ] || echo "Done. The agent $agent is stopped, and points at no server."
  exit 0
fi

"${agent}_agent"
[ -n "$dry" ] || echo "Done. The machine's agent is $agent, its server $server."
