-- The part that an insert makes is a handful of files. A wide one has two for each column and part of a column, 160 here, and to
-- create and fsync those took longer than to read, sort and compress the rows in them. What merges make of parts becomes wide
-- beyond this, some 60,000 rows, and is then put together column by column.
ALTER TABLE events_raw MODIFY SETTING min_bytes_for_wide_part = 33554432, vertical_merge_algorithm_min_rows_to_activate = 1;
