-- Which days a filter by days takes: those that overlap it, so that a month is found by any of its days.
CREATE MACRO touches(first_day, last_day, since, until) AS
(since IS NULL OR last_day >= since) AND (until IS NULL OR first_day <= until);

COMMENT ON MACRO touches IS  -- noqa: PRS
'Whether first_day to last_day overlaps since to until; NULL leaves an end open, and what has no days is out: touches(published_from, published_to, DATE ''2024-03-01'', NULL).';
