"""Alerts: rules that people give, episodes of what they ask for, and the notices that tell of them."""
