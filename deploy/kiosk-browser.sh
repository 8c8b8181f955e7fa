#!/bin/sh
# Opens the page of the kiosk's core in a browser that has nothing else: no address bar, no profile that stays.
set -eu
run=${RUNTIME_DIRECTORY:-/run/yimen}
for second in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
  [ -s "$run/url" ] && break
  sleep 1
done
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT
${KIOSK_BROWSER:-chromium} \
  --kiosk "$(cat "$run/url")" \
  --user-data-dir="$profile" \
  --no-first-run --no-default-browser-check --noerrdialogs --disable-session-crashed-bubble \
  --disable-pinch --overscroll-history-navigation=0 --disable-translate \
  --disable-features=TranslateUI,MediaRouter,Autofill,PasswordManager \
  --autoplay-policy=no-user-gesture-required --enable-speech-dispatcher \
  --password-store=basic --check-for-update-interval=31536000 \
  ${KIOSK_BROWSER_FLAGS:-}
