#!/bin/sh
# Make the standby in a folder the one that is written to: promote.sh FOLDER
# Only once the old one is gone for certain: two that are written to are two cities.
set -eu
pg_ctl promote --pgdata="$1" --wait
