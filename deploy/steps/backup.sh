#!/bin/sh
# Back up a running city into a new folder, its photographs beside it: backup.sh FOLDER
# Reads the settings of the city. The log first: whatever an event names is in the copies after it.
# Older backups beside it go once a newer one is whole: after BACKUP_DAYS, which is 30.
set -eu
umask 077
home=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$home/.venv/bin:$PATH"
: "${SUISHOUPAI_DATABASE:?see in-city.sh}" "${SUISHOUPAI_KEYS:?see in-city.sh}" "${SUISHOUPAI_PHOTOS:?see in-city.sh}"
mkdir -p "$(dirname "$1")"
mkdir "$1"
pg_dump --format=custom --file="$1/log.dump" --dbname="$SUISHOUPAI_DATABASE"
pg_dump --format=custom --file="$1/keys.dump" --dbname="$SUISHOUPAI_KEYS"
whole=0
python -P "$home/deploy/mirror.py" "$SUISHOUPAI_PHOTOS" "$1/../photos" || whole=$?
[ "$whole" -le 1 ] || exit "$whole" # with 1 some are damaged, and all the others copied
find "$1/.." -mindepth 2 -maxdepth 2 -name log.dump -mtime "+$((${BACKUP_DAYS:-30} - 1))" -printf '%h\0' | xargs -0 -r rm -r
exit "$whole"
