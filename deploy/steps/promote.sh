#!/bin/sh
# Make the standby the one that is written to, and have it wait for nobody: promote.sh
# Reads STANDBY, its address. Only once the old one is gone for certain: two that are written
# to are two cities. A standby that was copied from a primary that waited would wait as well.
set -eu
psql "$STANDBY" -Xc "ALTER SYSTEM RESET synchronous_standby_names" -c "SELECT pg_reload_conf()"
psql "$STANDBY" -XAtc "SELECT pg_promote()" | grep -x t
