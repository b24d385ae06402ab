-- A part that an insert makes is a handful of files instead of the 160 of a wide one, which took more time to create and fsync
-- than its rows took to be read and sorted. What merges make of them becomes wide beyond this: 300,000 rows or so.
ALTER TABLE events_raw MODIFY SETTING min_bytes_for_wide_part = 134217728;
