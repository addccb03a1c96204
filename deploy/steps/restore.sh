#!/bin/sh
# Restore a city into empty databases and an empty store: restore.sh FOLDER KEY-FILE
# Reads the settings of the new city; none of its processes may run yet.
set -eu
umask 077
key="$SUISHOUPAI_DATA/key-encryption.key" # another one there is somebody's only key: never replaced
[ ! -e "$key" ] || cmp "$2" "$key"
install -D -m 0400 "$2" "$key"
pg_restore --exit-on-error --no-owner --dbname="$SUISHOUPAI_DATABASE" "$1/log.dump"
pg_restore --exit-on-error --no-owner --dbname="$SUISHOUPAI_KEYS" "$1/keys.dump"
python -m deploy.mirror "$1/../photos" "$SUISHOUPAI_PHOTOS"
suishoupai verify
