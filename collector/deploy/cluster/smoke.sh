#!/bin/sh
# Sends events through the balancer, takes one collector and one replica away, and counts what is there.
# Usage: TENDERO_KEY=write-key TENDERO_ORIGIN=https://shop.example sh smoke.sh, where compose.yaml is up.
set -eu
cd "$(dirname "$0")"
url="http://localhost:${PORT:-8080}"
visitor=$(node -p "require('crypto').randomBytes(16).toString('hex')")
count=0

send() {
  count=$((count + 1))
  node -e '
    const [visitor, number] = process.argv.slice(1);
    const now = Date.now();
    const states = { analytics: "granted", personalization: "granted", marketing: "denied", social: "denied" };
    const consent = { states, version: "1", at: now };
    const context = { visitor, session: "smoke", page: { url: process.env.TENDERO_ORIGIN + "/" , title: "Smoke" }, consent };
    const events = [{ id: `${visitor}-${number}`, type: "page_view", time: now, context: 0 }];
    if (number === "1") events.unshift({ id: `${visitor}-consent`, type: "consent_update", time: now, context: 0, consent: { ...consent, source: "banner" } });
    console.log(JSON.stringify({ v: 1, sentAt: now, contexts: [context], events }));
  ' "$visitor" "$count" |
    curl --fail --silent --show-error --retry 10 --retry-all-errors --output /dev/null \
      --header "Origin: $TENDERO_ORIGIN" --user-agent 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' \
      --data-binary @- "$url/v1/events?key=$TENDERO_KEY"
}

query() {
  docker compose exec -T clickhouse-2b clickhouse-client --user tendero --password "$CLICKHOUSE_PASSWORD" --database tendero --query "$1"
}

for _ in 1 2 3 4 5; do send; done
docker compose stop collector-2
for _ in 1 2 3 4 5; do send; done
docker compose start collector-2
docker compose stop clickhouse-1b
for _ in 1 2 3 4 5; do send; done
docker compose start clickhouse-1b

for _ in $(seq 60); do
  found=$(query "SELECT count() FROM events_raw FINAL WHERE visitor_id = '$visitor' AND type = 'page_view'")
  [ "$found" = "$count" ] && { echo "all $count events are there, once"; exit 0; }
  sleep 1
done
echo "$found of $count events are there" >&2
exit 1
