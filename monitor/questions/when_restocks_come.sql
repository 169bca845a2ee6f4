-- section: Availability
-- title: On which weekday and at what time do restocks come?
-- description: When they were seen, in the time zone given; a restock is seen at the first poll after it.
-- parameter market text = us: market
-- parameter zone text = UTC: time zone, such as America/New_York
SELECT trim(to_char(restocked_at AT TIME ZONE :zone, 'Day')) AS weekday, extract(hour FROM restocked_at AT TIME ZONE :zone)::integer AS hour,
    count(*) AS n_restocks, count(DISTINCT gpu) AS n_gpus
FROM restocks WHERE market = :market GROUP BY weekday, hour ORDER BY n_restocks DESC, weekday, hour
