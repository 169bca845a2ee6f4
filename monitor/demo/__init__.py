"""The demo market: simulated shops on loopback, so that everything can be seen working without a network."""
