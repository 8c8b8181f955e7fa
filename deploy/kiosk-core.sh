#!/bin/sh
# Starts the kiosk's core and keeps the address of its page in $RUNTIME_DIRECTORY/url, for this user only and in no log.
set -eu
umask 077
run=${RUNTIME_DIRECTORY:-/run/yimen}
here=$(dirname "$(readlink -f "$0")")
node=${YIMEN_NODE:-$here/../node_modules/.bin/node}
rm -f "$run/url" "$run/news"
mkfifo "$run/news"
"$node" "$here/../electron/core/main.ts" >"$run/news" &
core=$!
trap 'kill -TERM $core 2>/dev/null || true' TERM INT
while read -r line; do
  case $line in
    '{"url":"'*) url=${line#'{"url":"'}; printf '%s\n' "${url%'"}'}" >"$run/url.new" && mv "$run/url.new" "$run/url" ;;
  esac
done <"$run/news"
wait $core
