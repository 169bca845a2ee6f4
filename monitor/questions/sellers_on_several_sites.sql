-- section: What was not seen
-- title: How many independent sellers are there behind the offers?
-- description: Sellers by kind, and how many of them sell on more than one site. Who is no known shop has a pseudonym, the same everywhere.
SELECT market, seller_kind, count(*) AS n_sellers, count(*) FILTER (WHERE n_retailers > 1) AS n_on_several_sites,
    sum(n_listings) AS n_listings, sum(n_listings_in_stock) AS n_listings_in_stock
FROM sellers GROUP BY market, seller_kind ORDER BY market, seller_kind
