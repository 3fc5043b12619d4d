#!/bin/bash
# One database and one owner a service. The image runs this once, when the data folder is empty. What is there stays as it is, its
# password too, so that it can be run again by hand for a database that a release has added:
#   docker compose up -d postgres                     (with what deploy/make-env.sh has added to .env)
#   docker compose exec -T postgres bash /docker-entrypoint-initdb.d/10-databases.sh
set -euo pipefail

make() { # ROLE, which is also the database; its password comes by environment, so that no process list shows it
  psql --no-psqlrc -q -v ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres -v name="$1" <<'SQL'
\getenv password DB_PASSWORD
SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', :'name', :'password')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'name')
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE CONNECT, TEMPORARY ON DATABASE :"name" FROM PUBLIC;
SQL
}

DB_PASSWORD=$OPSBUS_EVENT_DB_PASSWORD make opsbus_event
DB_PASSWORD=$OPSBUS_GATEWAY_DB_PASSWORD make opsbus_gateway
DB_PASSWORD=$OPSBUS_NOTIFIER_DB_PASSWORD make opsbus_notifier
DB_PASSWORD=$OPSBUS_INSTANCE_DB_PASSWORD make opsbus_instance
DB_PASSWORD=$OPSBUS_REGISTRY_DB_PASSWORD make opsbus_registry
DB_PASSWORD=$OPSBUS_COMMAND_DB_PASSWORD make opsbus_command
DB_PASSWORD=$OPSBUS_INVOCATION_DB_PASSWORD make opsbus_invocation
DB_PASSWORD=$OPSBUS_QUEUE_DB_PASSWORD make opsbus_queue
