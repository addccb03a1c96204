#!/bin/sh
# Copy a running PostgreSQL into a new folder, to be started as its standby: standby.sh FOLDER
# Reads PRIMARY, the address of the one that runs.
set -eu
pg_basebackup --dbname="$PRIMARY" --pgdata="$1" --checkpoint=fast --write-recovery-conf
