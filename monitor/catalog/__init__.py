"""Knowing the card: the catalogue of GPUs, and the matcher from titles to them."""
