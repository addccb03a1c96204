#!/bin/sh
# Run a command in the city's settings, as the user of its processes: in-city.sh COMMAND ...
# As root. Files that are named must be readable for that user, and named from the root on.
set -eu
home=$(cd "$(dirname "$0")/../.." && pwd)
PATH="$home/.venv/bin:$PATH"
exec systemd-run --quiet --collect --pipe --wait --uid=suishoupai --gid=suishoupai \
  --property=EnvironmentFile=/etc/suishoupai/environment --setenv=PATH="$PATH" \
  --property=StateDirectory=suishoupai --property=StateDirectoryMode=0700 --property=UMask=0077 -- "$@"
