#!/bin/sh
# Start the processes of a city anew, one after the other, on what is installed: upgrade.sh UNIT ...
set -eu
given=$(sed -n 's/^SUISHOUPAI_HOST=//p' /etc/suishoupai/environment 2>/dev/null | tr -d "\"'")
host=${SUISHOUPAI_HOST:-${given:-127.0.0.1}}
case $host in *:*) host="[$host]" ;; esac
for unit in "$@"; do
  systemctl restart "$unit"
  case $unit in suishoupai-api@*) ;; *) continue ;; esac
  ready="http://$host:${unit#*@}/health/ready"
  tries=120
  until curl -fsS --max-time 5 "$ready"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || { echo "$unit is not ready at $ready; those after it run on" >&2 && exit 1; }
    sleep 1
  done
done
