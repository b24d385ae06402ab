-- Events, consent, people, orders and the catalogue.
-- Every table may be written twice with the same rows (a journal segment in doubt is inserted again), so each is a
-- ReplacingMergeTree whose order key holds only what is equal in all copies, and is read with FINAL.

CREATE TABLE IF NOT EXISTS events_raw
(
    site_id LowCardinality(String),
    event_id String,
    type LowCardinality(String),
    -- corrected by the browser's clock error; `client_day` is not, because copies may be corrected differently
    time DateTime64(3, 'UTC'),
    client_day Date,
    -- of `time`, in the site's time zone
    day Date,
    received_at DateTime64(3, 'UTC'),
    source LowCardinality(String),
    visitor_id String,
    session_id String,
    claimed_customer_id String,
    internal Bool,
    -- granted at capture, narrowed by the ledger at arrival
    purposes Array(LowCardinality(String)),
    consent_version LowCardinality(String),
    consent_at DateTime64(3, 'UTC'),
    page_url String,
    page_path String,
    page_title String,
    page_locale LowCardinality(String),
    referrer String,
    country LowCardinality(String),
    device LowCardinality(String),
    browser LowCardinality(String),
    os LowCardinality(String),
    items Nested
    (
        item_id String,
        item_name String,
        item_brand String,
        item_category String,
        item_category2 String,
        item_category3 String,
        item_category4 String,
        item_category5 String,
        item_variant String,
        price Nullable(Decimal(18, 4)),
        quantity UInt32,
        discount Nullable(Decimal(18, 4)),
        coupon String
    ),
    transaction_id String,
    value Nullable(Decimal(18, 4)),
    currency LowCardinality(String),
    tax Nullable(Decimal(18, 4)),
    shipping Nullable(Decimal(18, 4)),
    coupon String,
    -- JSON-encoded values
    properties Map(LowCardinality(String), String),
    INDEX day_range day TYPE minmax,
    INDEX visitor_filter visitor_id TYPE bloom_filter GRANULARITY 4
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMM(received_at)
ORDER BY (site_id, client_day, type, cityHash64(visitor_id), event_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Events with the outcome `rejected` or `bot`; `body` is empty unless the context's consent passes.
CREATE TABLE IF NOT EXISTS events_set_aside
(
    site_id LowCardinality(String),
    line_id String,
    event_id String,
    received_at DateTime64(3, 'UTC'),
    outcome LowCardinality(String),
    code LowCardinality(String),
    path String,
    message String,
    visitor_id String,
    body String
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, received_at, line_id)
TTL toDateTime(received_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The books: one line for each group of requests that one fsync made durable.
CREATE TABLE IF NOT EXISTS ingest_outcomes
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

-- Replaced day by day from a deduplicated read of events_raw; never counted on insert.
CREATE TABLE IF NOT EXISTS events_per_day
(
    site_id LowCardinality(String),
    day Date,
    type LowCardinality(String),
    events UInt64,
    visitors UInt64,
    sessions UInt64,
    refreshed_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(refreshed_at)
ORDER BY (site_id, day, type)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Append-only, hash-chained per collector; the subject is an HMAC under the key in consent_subjects.
CREATE TABLE IF NOT EXISTS consent_ledger
(
    collector_id LowCardinality(String),
    sequence UInt64,
    previous_hash String,
    hash String,
    site_id LowCardinality(String),
    subject String,
    decision_id String,
    granted Array(LowCardinality(String)),
    notice_version LowCardinality(String),
    source LowCardinality(String),
    decided_at DateTime64(3, 'UTC'),
    received_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (collector_id, sequence)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Erasing a row here makes the subject's ledger entries anonymous and leaves the chain verifiable.
CREATE TABLE IF NOT EXISTS consent_subjects
(
    site_id LowCardinality(String),
    visitor_id String,
    subject_key String
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, visitor_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What each visitor allows today. `rank`: the newest decision wins, of equally old ones the one that grants less.
CREATE TABLE IF NOT EXISTS consent_states
(
    site_id LowCardinality(String),
    visitor_id String,
    -- purposes, and social fields as `social.basic`
    granted Array(LowCardinality(String)),
    notice_version LowCardinality(String),
    source LowCardinality(String),
    decision_id String,
    -- the newest decisions, so that one sent again changes nothing
    known_decisions Array(String),
    decided_at DateTime64(3, 'UTC'),
    rank UInt64
)
ENGINE = ReplacingMergeTree(rank)
ORDER BY (site_id, visitor_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Verified ties between a browser and a customer of the shop.
CREATE TABLE IF NOT EXISTS identities
(
    site_id LowCardinality(String),
    visitor_id String,
    customer_id String,
    -- `customer_token`, or `id_token:PROVIDER`
    method LowCardinality(String),
    linked_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (site_id, visitor_id, customer_id, method)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- What is known of a person, field by field, with where it came from and which consent allowed it.
CREATE TABLE IF NOT EXISTS profile_values
(
    site_id LowCardinality(String),
    visitor_id String,
    field LowCardinality(String),
    value String,
    -- `sign_up`, or `social:PROVIDER`
    source LowCardinality(String),
    -- the purpose or social field that allows it, as in consent_states.granted
    purpose LowCardinality(String),
    decision_id String,
    recorded_at DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(recorded_at)
ORDER BY (site_id, visitor_id, field, source)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- The shop's own books: one row an order, later versions replace earlier ones.
CREATE TABLE IF NOT EXISTS orders
(
    site_id LowCardinality(String),
    transaction_id String,
    placed_at DateTime64(3, 'UTC'),
    -- of placed_at, in the site's time zone
    day Date,
    customer_id String,
    -- empty unless consent covers one
    visitor_id String,
    country LowCardinality(String),
    currency LowCardinality(String),
    -- sum of quantity × price of all lines
    value Decimal(18, 4),
    tax Nullable(Decimal(18, 4)),
    shipping Nullable(Decimal(18, 4)),
    coupon String,
    lines Nested
    (
        item_id String,
        item_name String,
        -- `goods`, or `charge` (postage, fees, manual corrections)
        kind LowCardinality(String),
        quantity Int32,
        price Decimal(18, 4)
    ),
    -- `server`, or `import:SHA256`
    source String,
    received_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, transaction_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- Money that went back; `transaction_id` is the refunded order, or empty when unmatched.
CREATE TABLE IF NOT EXISTS refunds
(
    site_id LowCardinality(String),
    refund_id String,
    transaction_id String,
    refunded_at DateTime64(3, 'UTC'),
    day Date,
    customer_id String,
    country LowCardinality(String),
    currency LowCardinality(String),
    -- positive: what the customer got back
    value Decimal(18, 4),
    lines Nested
    (
        item_id String,
        item_name String,
        kind LowCardinality(String),
        quantity Int32,
        price Decimal(18, 4)
    ),
    source String,
    received_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, refund_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

CREATE TABLE IF NOT EXISTS catalog_items
(
    site_id LowCardinality(String),
    item_id String,
    item_group_id String,
    title Map(LowCardinality(String), String),
    url String,
    image_url String,
    price Nullable(Decimal(18, 4)),
    sale_price Nullable(Decimal(18, 4)),
    currency LowCardinality(String),
    -- `deleted` besides the four of the contract
    availability LowCardinality(String),
    category Array(String),
    brand String,
    attributes Map(LowCardinality(String), String),
    updated_at DateTime64(3, 'UTC'),
    version UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (site_id, item_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1;

-- One view a purpose: what a feature may read of events. Each applies today's consent too.
CREATE VIEW IF NOT EXISTS events_analytics AS
SELECT * FROM events_raw FINAL
WHERE has(purposes, 'analytics')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'analytics'));

CREATE VIEW IF NOT EXISTS events_personalization AS
SELECT * FROM events_raw FINAL
WHERE has(purposes, 'personalization')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'personalization'));

CREATE VIEW IF NOT EXISTS events_marketing AS
SELECT * FROM events_raw FINAL
WHERE has(purposes, 'marketing')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'marketing'));

CREATE VIEW IF NOT EXISTS events_social AS
SELECT * FROM events_raw FINAL
WHERE has(purposes, 'social')
  AND (site_id, visitor_id) NOT IN (SELECT site_id, visitor_id FROM consent_states FINAL WHERE NOT has(granted, 'social'));

-- Profile values whose consent still stands.
CREATE VIEW IF NOT EXISTS profile_current AS
SELECT * FROM profile_values FINAL
WHERE (site_id, visitor_id, purpose) IN (SELECT site_id, visitor_id, arrayJoin(granted) FROM consent_states FINAL);

-- For the delivery books: which events of browsers are held, and nothing of whom.
CREATE VIEW IF NOT EXISTS held_events AS
SELECT site_id, event_id FROM events_raw FINAL
WHERE source = 'browser';

-- The shop's own notes of who got in touch, under its own customer number.
CREATE VIEW IF NOT EXISTS shop_contacts AS
SELECT site_id, event_id, time, type, claimed_customer_id AS customer_id, properties FROM events_raw FINAL
WHERE source = 'server' AND claimed_customer_id != '';
