#!/bin/sh
# Restore a city into empty databases and an empty store: restore.sh FOLDER KEY-FILE
# Reads the settings of the new city; none of its processes may run yet.
set -eu
umask 077
home=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$home/.venv/bin:$PATH"
: "${SUISHOUPAI_DATABASE:?see in-city.sh}" "${SUISHOUPAI_KEYS:?see in-city.sh}" "${SUISHOUPAI_PHOTOS:?see in-city.sh}"
key="${SUISHOUPAI_KEY_FILE:-$SUISHOUPAI_DATA/key-encryption.key}"
place=$(dirname "$key")
stop() { echo "$1; nothing was changed" >&2 && exit 1; }
is_empty() {
  tables=$(psql -XAtc "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')" "$2")
  [ "$tables" = 0 ] || stop "the database of $1 holds $tables tables: drop it, create it again, and begin anew"
}
for program in pg_restore psql python suishoupai; do
  command -v "$program" >/dev/null || stop "$program is not on the path"
done
[ -w "$place" ] || stop "$place, where the key-encryption key goes, is not there or is not ours"
grep -Eq '^[0-9]+:[0-9a-f]{64}$' "$2" || stop "$2 is no key-encryption key, or cannot be read"
[ ! -e "$key" ] || cmp "$2" "$key" || stop "$key is another key, and may be somebody's only one"
[ -d "$1/../photos" ] || stop "there are no photographs beside $1"
for dump in log keys; do
  pg_restore --list "$1/$dump.dump" >/dev/null || stop "$1/$dump.dump cannot be read"
done
is_empty SUISHOUPAI_DATABASE "$SUISHOUPAI_DATABASE"
is_empty SUISHOUPAI_KEYS "$SUISHOUPAI_KEYS"
[ -z "${SUISHOUPAI_VIEWS:-}" ] || is_empty SUISHOUPAI_VIEWS "$SUISHOUPAI_VIEWS"
# From here on things are changed; what fails can be done again, or says why not.
[ -e "$key" ] || install -m 0400 -o "$(stat -c %u "$place")" -g "$(stat -c %g "$place")" "$2" "$key"
whole=0
python -P "$home/deploy/mirror.py" "$1/../photos" "$SUISHOUPAI_PHOTOS" || whole=$?
[ "$whole" -le 1 ] || exit "$whole" # with 1 some are damaged in the backup: the city can do without
pg_restore --single-transaction --no-owner --dbname="$SUISHOUPAI_DATABASE" "$1/log.dump"
pg_restore --single-transaction --no-owner --dbname="$SUISHOUPAI_KEYS" "$1/keys.dump"
[ -z "${SUISHOUPAI_VIEWS:-}" ] || suishoupai rebuild
suishoupai verify
exit "$whole"
