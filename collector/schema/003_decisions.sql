-- What marketers edit in the console: every version of it, as JSON; the highest of a kind is in force.
CREATE TABLE IF NOT EXISTS site_settings
(
    site_id LowCardinality(String),
    -- `rules` or `trials`
    kind LowCardinality(String),
    version UInt64,
    content String,
    saved_by String,
    saved_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, kind, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One row a slot that was decided for somebody whose consent lets it be kept.
CREATE TABLE IF NOT EXISTS decisions
(
    site_id LowCardinality(String),
    decision_id String,
    slot LowCardinality(String),
    decided_at DateTime64(3, 'UTC'),
    visitor_id String,
    -- granted in the request, narrowed by the ledger
    purposes Array(LowCardinality(String)),
    strategy LowCardinality(String),
    -- empty where the slot is in no experiment
    experiment LowCardinality(String),
    held_out Bool,
    item_ids Array(String),
    reasons Array(LowCardinality(String)),
    -- of each place: how likely it was that just this item would stand there
    propensities Array(Float64)
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(decided_at)
ORDER BY (site_id, toDate(decided_at), cityHash64(visitor_id), decision_id, slot)
TTL toDateTime(decided_at) + INTERVAL 180 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE VIEW IF NOT EXISTS decisions_analytics AS
SELECT * FROM decisions FINAL
WHERE has(purposes, 'analytics')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'analytics'));

CREATE VIEW IF NOT EXISTS decisions_personalization AS
SELECT * FROM decisions FINAL
WHERE has(purposes, 'personalization')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'personalization'));

-- When each thing first came into the catalogue; of several rows the earliest counts.
CREATE TABLE IF NOT EXISTS catalog_arrivals
(
    site_id LowCardinality(String),
    item_id String,
    arrived_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, item_id, arrived_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What was accepted in the last hour, in the order of its arrival: how collectors hear of each other's events.
CREATE TABLE IF NOT EXISTS events_recent
(
    site_id LowCardinality(String),
    event_id String,
    type LowCardinality(String),
    time DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC'),
    visitor_id String,
    session_id String,
    internal Bool,
    purposes Array(LowCardinality(String)),
    item_ids Array(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (received_at, site_id, event_id)
TTL toDateTime(received_at) + INTERVAL 1 HOUR;
