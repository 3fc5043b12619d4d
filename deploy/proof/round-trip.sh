# Sourced: start the system, wait until it is healthy, send one event through it, measure.

receiver_name=opsbus-proof-receiver
account=1690700000000030

# All containers healthy, or a reason why they never will be. Prints each one's time once.
await_healthy() {
  local up_pid=$1 names name status pending printed=' ' begin=$SECONDS
  while :; do
    pending=
    names=$(docker ps -a --filter "label=com.docker.compose.project=$project" --format '{{.Names}}')
    for name in $names; do
      status=$(docker inspect -f '{{.State.Status}} {{if .State.Health}}{{.State.Health.Status}}{{end}} {{.RestartCount}}' "$name" 2>/dev/null || true)
      case $status in
        'running healthy '*)
          case $printed in *" $name "*) ;; *) say "  healthy after $((SECONDS - begin)) s: $name"; printed+="$name " ;; esac ;;
        exited*|dead*|*' '[1-9]*) fail "$name does not stay up ($status): $(docker logs --tail 20 "$name" 2>&1)" ;;
        *) pending+=" $name" ;;
      esac
    done
    if ! kill -0 "$up_pid" 2>/dev/null; then
      wait "$up_pid" || fail "compose up failed: $(tail -5 "$work/up.log")"
      [ -n "$pending" ] || return 0
    fi
    [ $((SECONDS - begin)) -lt "$patience" ] || fail "not healthy within $patience s:$pending"
    sleep 1
  done
}

start_receiver() {
  docker run -d --name "$receiver_name" --label io.opsbus.proof=run --network "${project}_edge" --network-alias receiver \
    -v "$work/receiver:/receiver:ro" "$jre_tag" java -Xmx32m -XX:+UseSerialGC -cp /receiver Receiver >/dev/null
  for _ in $(seq 100); do
    docker logs "$receiver_name" 2>/dev/null | grep -q READY && return
    sleep 0.2
  done
  fail 'the webhook receiver does not start'
}

received() { docker exec "$receiver_name" bash -c 'exec 3<>/dev/tcp/127.0.0.1/8000
  printf "GET / HTTP/1.0\r\n\r\n" >&3; cat <&3'; }

# post URL BODY: prints the answer, fails unless 2xx
post() {
  local answer code token
  token=$(sed -n 's/^OPSBUS_GATEWAY_OPERATOR_TOKEN=//p' "$work/env" | tr -d \"\')
  answer=$(curl -sS -m 30 -w '\n%{http_code}' -H "Authorization: Bearer $token" -H 'Content-Type: application/json' -d "$2" "$1")
  code=${answer##*$'\n'}
  case $code in 2*) printf '%s' "${answer%$'\n'*}" ;; *) fail "POST $1 answered $code: ${answer%$'\n'*}" ;; esac
}

# One event of the guide: event-service, Kafka, notifier, webhook.
round_trip() {
  local id event sent line
  start_receiver
  post "http://127.0.0.1:$((18082 + offset))/accounts/$account/subscriptions" '{
    "levels": ["CRITICAL"], "names": ["Instance:SystemMaintenance.*"], "product": "ECS", "resources": ["*"],
    "target": {"type": "webhook", "url": "http://receiver:8000/hook"}}' >/dev/null
  say 'subscribed http://receiver:8000/hook'
  for _ in 1 2; do
    id=$(tr a-f A-F </proc/sys/kernel/random/uuid)
    event=$(sed -e "s/\"id\": *\"[^\"]*\"/\"id\": \"$id\"/" -e "s/169070\*\*\*\*\*30/$account/g" \
      "$home/schemas/src/main/resources/io/opsbus/schemas/guide/reboot-scheduled.json")
    sent=$(date +%s%3N)
    post "http://127.0.0.1:$((18081 + offset))/events" "$event" >/dev/null
    line=
    for _ in $(seq 300); do
      line=$(received | tr '\r' '\n' | grep "$id" || true)
      [ -z "$line" ] || break
      sleep 0.2
    done
    [ -n "$line" ] || fail "event $id did not reach the webhook within 60 s"
    [ "$(tr -d ' \r\n' <<<"${line#* }")" = "$(tr -d ' \r\n' <<<"$event")" ] || fail "the webhook got another event than was posted: $line"
    say "event $id reached the webhook $((${line%% *} - sent)) ms after it was posted"
  done
}

# What deploy/README.md says is locked.
prove_locked() {
  local name
  for name in $(docker ps --filter "label=com.docker.compose.project=$project" --format '{{.Names}}'); do
    [ "$(docker exec "$name" id -u)" != 0 ] || fail "$name runs as root"
    docker exec "$name" grep -q '^CapEff:[[:space:]]*0*$' /proc/1/status || fail "$name has capabilities"
    docker exec "$name" grep -q '^NoNewPrivs:[[:space:]]*1$' /proc/1/status || fail "$name may gain privileges"
    ! docker port "$name" | grep -v -- '-> 127\.0\.0\.1:' || fail "$name is published beyond this machine"
    case $name in *kafka*|*registry*) ;; *)
      [ "$(docker inspect -f '{{.HostConfig.ReadonlyRootfs}}' "$name")" = true ] || fail "the root file system of $name can be written" ;;
    esac
  done
  compose exec -T -e "PGPASSWORD=$(sed -n 's/^OPSBUS_EVENT_DB_PASSWORD=//p' "$work/env")" postgres \
    psql -h 127.0.0.1 -U opsbus_event -d opsbus_notifier -c 'select 1' >/dev/null 2>&1 &&
    fail "event-service's database account can open another service's database"
  compose exec -T -e "PGPASSWORD=$(sed -n 's/^OPSBUS_EVENT_DB_PASSWORD=//p' "$work/env")" postgres \
    psql -h 127.0.0.1 -U opsbus_event -d opsbus_event -c 'select 1' >/dev/null 2>&1 ||
    fail "event-service's database account cannot open its own database"
  say 'no root, no capabilities, loopback only, each database opens to its own service only'
}

# Operators come through the engine's proxy: each door that asks where one comes from answers who shows the token, and nobody else.
prove_operators() {
  local token code door service port path
  token=$(sed -n 's/^OPSBUS_GATEWAY_OPERATOR_TOKEN=//p' "$work/env" | tr -d \"\')
  for door in "gateway 18080 /admin/accounts" "instance-service 18085 /admin/hosts" "event-service 18081 /admin/maintenance"; do
    read -r service port path <<<"$door"
    started "$service" || continue
    door=http://127.0.0.1:$((port + offset))$path
    code=$(curl -sS -m 30 -o /dev/null -w '%{http_code}' "$door")
    [ "$code" = 401 ] || fail "$door answers $code to who shows no token"
    code=$(curl -sS -m 30 -o /dev/null -w '%{http_code}' -H "Authorization: Bearer $token" "$door")
    # maintenance is planned by POST: any answer but "who are you" and "nothing is here" will do
    case $code in 401|403|404) fail "$door answers $code to an operator" ;; esac
  done
  say 'operators come in by their token, and by nothing else'
}

# What stands in a service's file reaches its process, and what compose says itself wins.
prove_settings() {
  local said
  started event-service || return 0
  said=$(docker exec "$(compose ps -q event-service)" env)
  grep -qx OPSBUS_EVENT_TIMERS=3 <<<"$said" || fail 'a setting of settings/event-service.env does not reach event-service'
  grep -qx OPSBUS_BIND=0.0.0.0 <<<"$said" || fail 'event-service has lost the settings of the compose file'
  say 'further settings reach the services'
}

# Run again, for a database that a release adds, the script leaves those that are there as they are.
prove_databases() {
  compose exec -T postgres bash /docker-entrypoint-initdb.d/10-databases.sh || fail 'the databases cannot be asked for again'
  say 'the databases can be asked for again, and stay as they are'
}

# An agent's first question, over TLS, with nothing trusted but the authority that make-env.sh made.
prove_agents() {
  local said
  said=$(curl -sS -m 30 --cacert "$work/agents-tls/ca.pem" "https://127.0.0.1:$((18444 + offset))/luban/api/connection_detect") ||
    fail 'the agents port does not answer'
  [ "$said" = ok ] || fail "the agents port answers: $said"
  say 'agents are answered over TLS, by a certificate of the authority that was made'
  compose restart -t 20 invocation-service >/dev/null 2>&1 &
  sleep 2
  said=$(curl -sS -m 60 --cacert "$work/agents-tls/ca.pem" "https://127.0.0.1:$((18444 + offset))/luban/api/connection_detect") ||
    fail 'the agents port refuses who comes while invocation-service is started anew'
  wait $!
  [ "$said" = ok ] || fail "the agents port answers: $said"
  say 'who comes while invocation-service is started anew is held and answered'
}

table() {
  printf '\n%-40s %10s %10s %8s\n' container memory limit CPU-s
  local name cpu
  docker stats --no-stream --format '{{.Name}} {{.MemUsage}}' \
    $(docker ps -q --filter "label=com.docker.compose.project=$project") | sort | while read -r name used _ limit; do
    cpu=$(docker exec "$name" bash -c 'cat /sys/fs/cgroup/cpuacct/cpuacct.usage 2>/dev/null ||
      sed -n "s/usage_usec \(.*\)/\1000/p" /sys/fs/cgroup/cpu.stat' 2>/dev/null || printf 0)
    printf '%-40s %10s %10s %8s\n' "$name" "$used" "$limit" "$((cpu / 1000000000))"
  done
  printf '\n'
}

started() { printf '%s\n' "${services[@]}" | grep -qx "$1"; }

run_and_measure() {
  local begin=$SECONDS
  say "starting ${services[*]}"
  compose up -d "${services[@]}" >"$work/up.log" 2>&1 &
  await_healthy $!
  say "all healthy $((SECONDS - begin)) s after compose up"
  prove_locked
  prove_operators
  prove_settings
  prove_databases
  if started invocation-service; then prove_agents; fi
  if started event-service && started notifier-service; then
    round_trip
  else
    say 'no event sent: that takes event-service and notifier-service'
  fi
  table
  [ -z "$keep" ] || return 0
  docker rm -f -v "$receiver_name" >/dev/null 2>&1 || true
  begin=$SECONDS
  compose down -v --timeout 30 >"$work/down.log" 2>&1 || fail "compose down failed: $(tail -3 "$work/down.log")"
  say "down after $((SECONDS - begin)) s"
}
