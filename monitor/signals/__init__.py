"""Pure rules over history: plain data and `now` in, measures and signals out."""
