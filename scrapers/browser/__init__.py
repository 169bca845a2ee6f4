"""Pages built by JavaScript, read in an installed Chromium. Imported only where a retailer's file says ``browser = true``.

Chromium builds pages and does nothing else: it has no network. Everything it works on is fetched by this program, the
page itself by the same `Fetcher` as any other page, so budget, robots.txt, limits and errors are the same.
"""
