-- section: Prices
-- title: How does each card stand to its launch price and to its predecessor's?
-- description: The cheapest new offer in the USA now. A model's predecessor is another row's model.
SELECT g.gpu, g.launch_day, g.launch_price_usd, old.gpu AS before, old.launch_price_usd AS before_usd,
    min(o.price_local) AS price_usd, round(min(o.price_local) / g.launch_price_usd - 1, 3) AS premium_ratio
FROM gpus g LEFT JOIN gpus old ON old.model = g.predecessor
JOIN current_offers o ON o.gpu = g.gpu AND o.market = 'us' AND o.currency = 'USD' AND o.is_available AND coalesce(o.condition, 'new') = 'new'
WHERE g.is_consumer
GROUP BY g.gpu, g.launch_day, g.launch_price_usd, old.gpu, old.launch_price_usd ORDER BY g.launch_day DESC, g.gpu, before
