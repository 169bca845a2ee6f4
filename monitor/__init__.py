"""Watch the market for graphics cards: poll, keep, judge, show."""
