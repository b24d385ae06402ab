-- Whose consent changed when, by the server's clock: how collectors hear of what each other was told, however late it
-- comes. Not a column of consent_states: rows from before it would be read as changed just now.
CREATE TABLE IF NOT EXISTS consent_changes
(
    inserted_at DateTime64(3, 'UTC'),
    site_id LowCardinality(String),
    visitor_id String,
    decision_id String,
    decided_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (inserted_at, site_id, visitor_id, decision_id)
TTL toDateTime(inserted_at) + INTERVAL 1 DAY;
