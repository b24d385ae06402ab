-- The books of what shop servers sent, beside those of browsers: an order that is sent again replaces the one before, so
-- stored events are more than rows there, and would hide late duplicates of browsers in one sum.
CREATE TABLE IF NOT EXISTS server_outcomes
(
    site_id LowCardinality(String),
    minute DateTime('UTC'),
    line_id String,
    received UInt32,
    rejected UInt32,
    no_consent UInt32,
    bot UInt32,
    duplicate UInt32,
    stored UInt32,
    replayed UInt32
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, minute, line_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;
