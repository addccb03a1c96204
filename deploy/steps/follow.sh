#!/bin/sh
# Have PostgreSQL acknowledge nothing that its standby does not hold, once one follows: follow.sh
# Reads PRIMARY, the address of the one that runs.
set -eu
tries=300
until psql "$PRIMARY" -XAtc "SELECT state FROM pg_stat_replication" | grep streaming; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo "no standby follows; nothing was changed" >&2 && exit 1; }
  sleep 1
done
psql "$PRIMARY" -Xc "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()"
