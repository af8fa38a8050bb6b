#!/bin/sh
# Makes the database and its three roles, once, in an empty PostgreSQL. Run as its superuser; passwords come from the environment.
set -eu
psql -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres \
    -v app="$APP_PASSWORD" -v public_web="$PUBLIC_WEB_PASSWORD" -v migrator="$MIGRATOR_PASSWORD" <<'SQL'
CREATE ROLE migrator LOGIN PASSWORD :'migrator';
CREATE ROLE app LOGIN PASSWORD :'app';
CREATE ROLE public_web LOGIN PASSWORD :'public_web';
ALTER ROLE app SET statement_timeout = '5s';
ALTER ROLE app SET lock_timeout = '2s';
ALTER ROLE app SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE public_web SET statement_timeout = '5s';
ALTER ROLE public_web SET lock_timeout = '2s';
ALTER ROLE public_web SET idle_in_transaction_session_timeout = '30s';
CREATE DATABASE cspr OWNER migrator TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
REVOKE ALL ON DATABASE cspr FROM PUBLIC;
GRANT CONNECT ON DATABASE cspr TO app, public_web;
\connect cspr
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app, public_web;
CREATE EXTENSION pg_trgm;
CREATE EXTENSION unaccent;
SQL
