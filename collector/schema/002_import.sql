-- Orders from files. One row a file: what is known of its import, so that running it again goes on where it ended.
CREATE TABLE IF NOT EXISTS imports
(
    site_id LowCardinality(String),
    -- SHA-256 of the unpacked file, in hex
    file_sha String,
    -- how its columns are read, as canonical JSON
    mapping String,
    -- of the first run under this mapping; gives the orders their version, so that a repeat makes equal rows
    started_at DateTime64(3, 'UTC'),
    -- all lines up to this one are in import_lines
    staged_line UInt32,
    -- `forgetting` (what another mapping made of the file), `staging`, `staged`, `done`
    state LowCardinality(String),
    -- JSON, once it is staged
    summary String,
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, file_sha)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Lines on their way into orders and refunds. Accepted ones go when the import is done, refused ones stay.
-- Only small parts are merged: merging a million lines took 90 MB for rows that are gone a minute later.
CREATE TABLE IF NOT EXISTS import_lines
(
    site_id LowCardinality(String),
    file_sha LowCardinality(String),
    -- the physical line of the file where the record starts, from 1
    line UInt32,
    -- `accepted` or `refused`
    status LowCardinality(String),
    reason LowCardinality(String),
    -- refused lines only
    raw String,
    -- `sale` or `refund`
    book LowCardinality(String),
    order_id String,
    placed_at DateTime64(3, 'UTC'),
    item_id String,
    item_name String,
    -- `goods` or `charge`
    kind LowCardinality(String),
    -- pieces sold, or given back
    quantity Int32,
    price Decimal(18, 4),
    customer_id String,
    country LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, file_sha, line)
SETTINGS max_bytes_to_merge_at_max_space_in_pool = 1000000, fsync_after_insert = 1, fsync_part_directory = 1;
