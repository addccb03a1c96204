#!/bin/sh
# Start the processes of a city anew, one after the other, on what is installed: upgrade.sh UNIT ...
set -eu
for unit in "$@"; do
  systemctl restart "$unit"
  case $unit in
    suishoupai-api@*) until curl -fsS "http://127.0.0.1:${unit#*@}/health/ready"; do sleep 1; done ;;
  esac
done
