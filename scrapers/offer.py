"""What one page said about one item, once."""

from decimal import Decimal
from enum import StrEnum

import msgspec


class Stock(StrEnum):
    """Whether an item can be had. Not known is no member: it is None everywhere."""

    IN_STOCK = "in_stock"
    LIMITED = "limited"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    IN_STORE_ONLY = "in_store_only"
    OUT_OF_STOCK = "out_of_stock"
    UNLISTED = "unlisted"


#: States in which a buyer gets the item sent now.
AVAILABLE = frozenset({Stock.IN_STOCK, Stock.LIMITED})


class Condition(StrEnum):
    """The state of the item itself."""

    NEW = "new"
    OPEN_BOX = "open_box"
    REFURBISHED = "refurbished"
    USED = "used"


class PriceKind(StrEnum):
    """Who gets an amount, and for what.

    Attributes:
        LIST: the price anybody pays.
        BASKET: as LIST, but shown only in the basket: an automatic discount is taken off.
        TRANSFER: for payment by bank transfer or in cash.
        MEMBER: for members of the shop's club.
        COUPON: after a coupon, a code or money sent back later.
        BANK_CARD: for holders of a certain bank's card.
        FROM: the least of several variants' or sellers' prices ("from $499", "$499 - $699"): not necessarily this one's.
    """

    LIST = "list"
    BASKET = "basket"
    TRANSFER = "transfer"
    MEMBER = "member"
    COUPON = "coupon"
    BANK_CARD = "bank_card"
    FROM = "from"


class SellerKind(StrEnum):
    """Who sells an item.

    Attributes:
        RETAILER: the site itself.
        KNOWN_SHOP: a shop that we know from a retailer file or by name, on somebody else's site.
        MARKETPLACE: any other seller on somebody else's site.
        UNKNOWN: the page does not say.
    """

    RETAILER = "retailer"
    KNOWN_SHOP = "known_shop"
    MARKETPLACE = "marketplace"
    UNKNOWN = "unknown"


class Offer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """An item at a retailer as one page showed it.

    Attributes:
        title: what the page calls the item, white space folded.
        url: absolute address of the item's own page.
        sku: the retailer's own item number, where it says one.
        sku_is_found: the number was found by looking, not stated: another page about the item may show none, or another.
        price: what one unit costs a buyer today, in `currency`; None when it could not be told.
        currency: ISO 4217 code of `price`; None when there is no price, or when neither page nor retailer names one.
        price_kind: who pays that; None where there is no price.
        previous_price: what the page says it cost before, in `currency`: a claim, often made for show.
        stock: None when it could not be told – never a state.
        quantity: how many the page says there are.
        seller: the name of who sells it, where it is said; None is the retailer itself or not said.
        seller_kind: which kind of seller that is.
        seller_group: one word for all names of one seller on all sites, for counting independent sellers; None where
            nobody is named and the site itself is not known to be the seller.
        first_party: True when the retailer itself sells it, False for a marketplace seller, None when not said.
        condition: None when not said.
        offer_count: how many sellers' offers an aggregator shows for the item.
        shipping: cost of delivery in `currency` where it is said.
        confidence: 1.0 when the page's own evidence agrees; lower where pieces of evidence disagree.
        raw: the texts that price, stock and the rest rest on, by field, as they stood on the page.
    """

    title: str
    url: str
    sku: str | None = None
    sku_is_found: bool = False
    price: Decimal | None = None
    currency: str | None = None
    price_kind: PriceKind | None = None
    previous_price: Decimal | None = None
    stock: Stock | None = None
    quantity: int | None = None
    seller: str | None = None
    seller_kind: SellerKind = SellerKind.UNKNOWN
    seller_group: str | None = None
    first_party: bool | None = None
    condition: Condition | None = None
    offer_count: int | None = None
    shipping: Decimal | None = None
    confidence: float = 1.0
    raw: dict[str, str] = {}

    def __post_init__(self) -> None:
        """Refuse what no page can mean: a currency without price, an amount that is not positive.

        Raises:
            ValueError: the fields contradict each other.
        """
        if self.price is None and self.currency is not None:
            raise ValueError(f"currency {self.currency} without a price")
        if self.price is not None and not (self.price.is_finite() and self.price > 0):
            raise ValueError(f"price {self.price} is not a positive amount")


class ReadWarning(msgspec.Struct, frozen=True):
    """Something on a page that could not be read; counted, never guessed.

    Attributes:
        kind: machine word such as ``price_unreadable``, ``invalid_json_ld``, ``broken_encoding``.
        detail: what and where, for a person.
    """

    kind: str
    detail: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """All that one page, or all pages of one source, said.

    Attributes:
        offers: the item a product page is about comes first.
        warnings: what could not be read.
        next_url: the next page of the list, absolute; None on the last.
        complete: False when the page was visibly cut off or said that there is more than was read.
    """

    offers: list[Offer] = []
    warnings: list[ReadWarning] = []
    next_url: str | None = None
    complete: bool = True
