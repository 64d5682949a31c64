-- Trino's types and functions, as macros of DuckDB, so that a query for Athena runs with its text untouched.
-- What both engines write and mean alike (split_part, min_by, count_if, date_trunc, year, greatest, …) is not here.

SET TimeZone = 'UTC';
SET integer_division = true;
SET threads = 2;
SET preserve_insertion_order = true;

-- The clock of the session: Trino has one instant for a whole query, and tests one for all of theirs.
CREATE OR REPLACE MACRO now() AS CAST(getvariable('clock') AS TIMESTAMPTZ);
CREATE OR REPLACE MACRO get_current_timestamp() AS CAST(getvariable('clock') AS TIMESTAMPTZ);
CREATE OR REPLACE MACRO current_date() AS CAST(CAST(getvariable('clock') AS TIMESTAMPTZ) AS DATE);

-- An address is its text until block_contains, which addresses.mjs supplies, reads it.
CREATE TYPE IPADDRESS AS VARCHAR;
CREATE OR REPLACE MACRO contains(cidr, address) AS block_contains(cidr, address);
-- What CAST(address AS varbinary) makes of an address are here the bytes of its text: to_hex is that of addresses only.
CREATE OR REPLACE MACRO to_hex(bytes) AS address_hex(decode(bytes));

-- Time.
CREATE OR REPLACE MACRO from_unixtime(seconds) AS to_timestamp(seconds);
CREATE OR REPLACE MACRO to_unixtime(t) AS epoch(CAST(t AS TIMESTAMPTZ));
CREATE OR REPLACE MACRO day_of_week(t) AS isodow(t);
CREATE OR REPLACE MACRO to_iso8601(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ');
CREATE OR REPLACE MACRO from_iso8601_timestamp(t) AS CAST(t AS TIMESTAMPTZ);
CREATE OR REPLACE MACRO from_iso8601_date(t) AS CAST(t AS DATE);

-- MySQL's letters where they differ from C's: %i minutes, %s seconds, %h and %I hours of twelve, %M and %W names.
CREATE OR REPLACE MACRO date_format(t, f) AS strftime(t,
    replace(replace(replace(replace(replace(f, '%M', '%B'), '%i', '%M'), '%s', '%S'), '%W', '%A'), '%h', '%I'));

CREATE OR REPLACE MACRO date_unit(u) AS CASE lower(u)
    WHEN 'millisecond' THEN INTERVAL 1 MILLISECOND WHEN 'second' THEN INTERVAL 1 SECOND WHEN 'minute' THEN INTERVAL 1 MINUTE
    WHEN 'hour' THEN INTERVAL 1 HOUR WHEN 'day' THEN INTERVAL 1 DAY WHEN 'week' THEN INTERVAL 7 DAY
    WHEN 'month' THEN INTERVAL 1 MONTH WHEN 'quarter' THEN INTERVAL 3 MONTH WHEN 'year' THEN INTERVAL 1 YEAR
    ELSE error('Trino has no unit ' || u)
END;
CREATE OR REPLACE MACRO date_add(unit, n, t) AS t + n * date_unit(unit);
-- Whole units that have passed, where DuckDB's own date_diff counts boundaries.
CREATE OR REPLACE MACRO date_diff(unit, a, b) AS date_sub(unit, a, b);

-- Text, numbers, aggregates.
CREATE OR REPLACE MACRO bitwise_and(a, b) AS a & b;
CREATE OR REPLACE MACRO bitwise_or(a, b) AS a | b;
CREATE OR REPLACE MACRO bitwise_right_shift(a, n) AS a >> n;
CREATE OR REPLACE MACRO url_decode(t) AS system.main.url_decode(replace(t, '+', ' '));
CREATE OR REPLACE MACRO regexp_like(t, pattern) AS regexp_matches(t, pattern);
CREATE OR REPLACE MACRO array_join(a, separator) AS array_to_string(list_filter(a, lambda x: x IS NOT NULL), separator);
CREATE OR REPLACE MACRO sequence(first, last) AS generate_series(first, last);
CREATE OR REPLACE MACRO from_base(t, base) AS CASE base WHEN 16 THEN CAST('0x' || t AS BIGINT) ELSE error('Only base 16 is here') END;
CREATE OR REPLACE MACRO cardinality(a) AS len(a);
CREATE OR REPLACE MACRO approx_distinct(x) AS count(DISTINCT x);
CREATE OR REPLACE MACRO approx_percentile(x, p) AS quantile_cont(x, p);
CREATE OR REPLACE MACRO arbitrary(x) AS any_value(x);

-- Another hash than Trino's, over the text itself: what only has to distinguish texts does not notice.
CREATE OR REPLACE MACRO to_utf8(t) AS t;
CREATE OR REPLACE MACRO xxhash64(bytes) AS hash(bytes);
CREATE OR REPLACE MACRO from_big_endian_64(bytes) AS CAST(CAST(bytes AS HUGEINT) - 9223372036854775808 AS BIGINT);

-- JSON in text. Trino has NULL for text that is not JSON, and for values that are not scalar.
CREATE OR REPLACE MACRO json_extract_scalar(t, path) AS CASE WHEN NOT json_valid(t) THEN NULL
    WHEN json_type(t, path) IN ('OBJECT', 'ARRAY', 'NULL') THEN NULL ELSE json_extract_string(t, path) END;

-- The time of an S3 server access log, which is the only format here.
CREATE OR REPLACE MACRO parse_datetime(t, f) AS CASE f WHEN 'dd/MMM/yyyy:HH:mm:ss Z' THEN CAST(strptime(t, '%d/%b/%Y:%H:%M:%S %z') AS TIMESTAMPTZ)
    ELSE error('Only the format of S3 access logs is here') END;
