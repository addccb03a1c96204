#!/bin/sh
# Back up a running city into a new folder, its photographs beside it: backup.sh FOLDER
# Reads the settings of the city. The log first: whatever an event names is in the copies after it.
set -eu
umask 077
mkdir "$1"
pg_dump --format=custom --file="$1/log.dump" --dbname="$SUISHOUPAI_DATABASE"
pg_dump --format=custom --file="$1/keys.dump" --dbname="$SUISHOUPAI_KEYS"
python -m deploy.mirror "$SUISHOUPAI_PHOTOS" "$1/../photos"
