"""What every demo shop has at which price at which time: a pure function of shop, item and time.

Times are minutes since day 0 of the scenario, which lasts `DAYS` days; before them it is calm, after them the market
lives on in smaller and more frequent changes, so that somebody who watches sees something happen. Chance is a seeded
hash, so that every process and every order of asking sees the same market.
"""

from dataclasses import dataclass
from decimal import Decimal

from monitor.demo.chance import END, HOUR, chance
from monitor.demo.prices import prices
from monitor.demo.stock import is_listed, offer_count, out_of_stock
from monitor.demo.trade import Item, Trade
from scrapers.offer import Stock


@dataclass(frozen=True, slots=True)
class Shelf:
    """An item at a shop at one time.

    Attributes:
        price: of one unit, in the shop's currency, tax as customary there.
        was: the struck old price, where the shop shows one.
        stock: in stock, limited or out of stock.
        left: how many are left, when that is few.
        offers: how many shops offer it, where the shop compares them.
    """

    price: Decimal
    was: Decimal | None
    stock: Stock
    left: int | None = None
    offers: int | None = None


def shelf(trade: Trade, item: Item, minute: int) -> Shelf | None:
    """Price and stock of an item at a shop; None while the shop does not list it."""
    if not is_listed(trade, item, minute):
        return None
    gone = out_of_stock(trade, item, minute)
    # Nobody changes the label of what is sold out: it keeps the price of the last one sold.
    price, was = prices(trade, item, gone.start if gone else minute)
    if gone:
        return Shelf(price, was, Stock.OUT_OF_STOCK)
    if trade.compares:
        return Shelf(price, None, Stock.IN_STOCK, offers=offer_count(trade, item, minute))
    notice = 9 * HOUR if minute < END else HOUR
    soon = out_of_stock(trade, item, minute + notice)
    if soon and chance(trade.shop, item.key, "counted", soon.start) < 0.5:
        return Shelf(price, was, Stock.LIMITED, left=1 + 4 * (soon.start - minute) // notice)
    return Shelf(price, was, Stock.IN_STOCK)
