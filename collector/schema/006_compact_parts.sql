-- A part that is compact has 16 files. A wide one has two for each column and part of a column, 194 here, and to create and fsync
-- those took longer than to read, sort and compress the rows that one insert brings. Beyond this, some 60,000 rows, parts become
-- wide, and merges put them together column by column.
ALTER TABLE events_raw MODIFY SETTING min_bytes_for_wide_part = 33554432, vertical_merge_algorithm_min_rows_to_activate = 1;
