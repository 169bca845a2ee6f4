"""Which shop lists which card, how often, and from when to when."""

from dataclasses import dataclass, replace

import numpy as np
from simulated.models import Model
from simulated.shops import Shop

from scrapers.spec import Tier


@dataclass(frozen=True)
class Item:
    """A board of one card at one shop, sold by one seller.

    Attributes:
        card, shop: positions among the models and shops.
        born, died: hours from the start, between which it stands there.
        offset: what this board costs above its card's level, log.
        availability: in calm times.
        out_days: how long it is usually sold out at a time.
        restless: how much its seller plays with its price, log.
    """

    card: int
    shop: int
    seller: str
    born: int
    died: int
    offset: float
    availability: float
    out_days: float
    restless: float


def draw_items(rng: np.random.Generator, models: list[Model], shops: list[Shop], days: int) -> list[Item]:
    """All items of a market; the price comparison site has none of its own."""
    items: list[Item] = []
    for s, shop in enumerate(shops):
        if shop.tier is Tier.AGGREGATOR:
            continue
        for m, model in enumerate(models):
            if rng.random() > shop.assortment:
                continue
            for _ in range(min(6, 1 + int(rng.poisson(shop.variety)))):
                items += _lives(rng, _item(rng, m, s, model, shop), model, shop, days)
    return items


def _item(rng: np.random.Generator, card: int, s: int, model: Model, shop: Shop) -> Item:
    logit = np.log(shop.availability / (1 - shop.availability)) + rng.normal(0, 0.5)
    scarce = 0.4 if model.segment == "halo" else 0.0
    return Item(
        card=card,
        shop=s,
        seller=str(rng.choice(shop.sellers)),
        born=0,
        died=0,
        offset=shop.markup + abs(float(rng.normal(0, 0.04))),
        availability=float(1 / (1 + np.exp(-np.clip(logit - scarce, 0.4, 3.5)))),
        out_days=float(np.exp(rng.uniform(np.log(0.4), np.log(4)))),
        restless=float(rng.uniform(0.004, 0.016 if shop.tier is Tier.FIRST_PARTY else 0.025)),
    )


def _lives(rng: np.random.Generator, item: Item, model: Model, shop: Shop, days: int) -> list[Item]:
    """One item from the card's launch on; some are taken off and followed by another; faded ones are taken off too."""
    first = 24 * (shop.opens or 0)
    last = 24 * (days if shop.closes is None else shop.closes)
    if model.launched >= 0:
        early = -int(rng.integers(2, 9)) if shop.preorders else int(rng.integers(0, 25))
        first = max(first, 24 * (model.launched + early) + 9)
    if model.fades is not None:
        last = min(last, 24 * (model.fades[1] + int(rng.integers(0, 45))))
    if rng.random() > 0.2 * days / 365 or last - first < 24 * 60:
        return [replace(item, born=max(0, first), died=last)] if last - first > 48 else []
    cut = int(rng.integers(first + 24 * 20, last - 24 * 20))
    again = cut + int(rng.integers(1, 24 * 20))
    other = replace(item, offset=shop.markup + abs(float(rng.normal(0, 0.04))))
    return [replace(item, born=max(0, first), died=cut), replace(other, born=max(0, again), died=last)]
