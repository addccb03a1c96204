#!/bin/sh
# Have PostgreSQL acknowledge nothing that its standby does not hold, once one follows: follow.sh
# Reads PRIMARY, the address of the one that runs.
set -eu
until psql "$PRIMARY" -Atc "SELECT state FROM pg_stat_replication" | grep streaming; do sleep 1; done
psql "$PRIMARY" -c "ALTER SYSTEM SET synchronous_standby_names = '*'" -c "SELECT pg_reload_conf()"
