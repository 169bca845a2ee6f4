#!/bin/sh
# Run once, when the container's database is made: the role that only reads, with a password (docs/sql.md).
set -eu
psql --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="${POSTGRES_DB:-$POSTGRES_USER}" \
    --set=password="$GPUMARKET_READER_PASSWORD" <<'SQL'
CREATE ROLE gpumarket_reader LOGIN PASSWORD :'password' CONNECTION LIMIT 20;
ALTER ROLE gpumarket_reader SET default_transaction_read_only = on;
ALTER ROLE gpumarket_reader SET statement_timeout = '30s';
ALTER ROLE gpumarket_reader SET idle_in_transaction_session_timeout = '60s';
ALTER ROLE gpumarket_reader SET search_path = market;
ALTER ROLE gpumarket_reader SET timezone = 'UTC';
REVOKE EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC;
SQL
