"""What the shop sells, as plain data: put into its database on one side, expected from its pages on the other.

Titles, prices, numbers in stock and descriptions are ours; every page around them is django-oscar's own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

#: Categories, the outer one first.
CARDS = ("Components", "Graphics cards")
POWER = ("Components", "Power supplies")
BOOKS = ("Books",)
#: What a price of a good is multiplied with, by what the shop sells in.
RATES = {"GBP": 1, "EUR": 1, "TRY": 50}


@dataclass(frozen=True)
class Good:
    """One thing for sale.

    Attributes:
        code: the shop's own number of it; its product page names it "UPC".
        title: what the shop calls it; for a variant its own.
        price: in pounds or euros, see `RATES`. None: nobody supplies it, so it cannot be had.
        number: how many are in stock; None where the shop does not count them, it is then always to be had.
        category: where it stands.
        description: HTML, as a shopkeeper writes it.
        recommends: codes of what its page recommends besides.
        variants: what can be chosen; it has then no price and no stock of its own.
        reviews: what buyers wrote.
    """

    code: str
    title: str
    price: Decimal | None = None
    number: int | None = None
    category: tuple[str, ...] = CARDS
    description: str = ""
    recommends: tuple[str, ...] = ()
    variants: tuple["Good", ...] = ()
    reviews: tuple[str, ...] = ()

    @property
    def is_available(self) -> bool:
        """Whether the shop takes an order for it."""
        if self.variants:
            return any(variant.is_available for variant in self.variants)
        return self.price is not None and self.number != 0

    @property
    def shown_price(self) -> Decimal | None:
        """The price on its page and its card: of several variants the newest one's; None where it costs nothing."""
        return (self.variants[-1].price if self.variants else self.price) or None


def _card(code: str, title: str, price: str | None, number: int | None = 0, **more: object) -> Good:
    return Good(code, title, Decimal(price) if price else None, number, **more)  # type: ignore[arg-type] # its own fields


# Whoosh, the search engine behind the lists, shows some twice and others never where the last page's length does not
# divide the number before it: 30 in all, 24 components and 21 cards come out right on pages of 20.
GOODS = (
    _card("G5090A", "ASUS ROG Astral GeForce RTX 5090 OC Edition 32GB GDDR7", "2399.00", 2),
    _card("G5090M", "MSI GeForce RTX 5090 32G SUPRIM SOC", "2249.99", 0, recommends=("G5080G", "G5070T", "P850")),
    _card("G5080G", "Gigabyte GeForce RTX 5080 WINDFORCE OC SFF 16G", "1049.90", 14),
    _card("G5080P", "Palit GeForce RTX 5080 GamingPro 16GB", "989.00", 1),
    _card(
        "G5070T", "ZOTAC GAMING GeForce RTX 5070 Ti Solid SFF OC 16GB", "749.99", 37, recommends=("G5090M", "G9070X")
    ),
    _card("G5070P", "PNY GeForce RTX 5070 12GB Overclocked Triple Fan", "539.95", 0),
    _card("G5070I", "INNO3D GeForce RTX 5070 TWIN X2", None),
    _card(
        "G5060T",
        'Gainward GeForce RTX 5060 Ti "Python III" 16GB & OC',
        "399.50",
        120,
        description="<p>Was 459.00 until last week. Out of stock in many shops, but not in ours.</p>",
    ),
    _card(
        "G5060S",
        "MSI GeForce RTX 5060 8G VENTUS 2X OC",
        "279.00",
        5,
        description="<p>Delivery 4.99, free from 50.00. Pay in 3 instalments of 93.00.</p>",
        reviews=("Sold out everywhere else. Paid 299.00 for the last one.", "Quiet and cool."),
    ),
    _card("G5050", "Palit GeForce RTX 5050 StormX 8GB", "229.00", None),
    _card("G9070X", "Sapphire PULSE AMD Radeon RX 9070 XT Gaming 16GB", "629.99", 8, recommends=("G9070",)),
    _card("G9070N", "Sapphire NITRO+ AMD Radeon RX 9070 XT 16GB", "729.00", 0, recommends=("G9070X",)),
    _card("G9070", "PowerColor Reaper AMD Radeon RX 9070 16GB", "549.00", 3),
    _card("G9060X", "XFX Swift AMD Radeon RX 9060 XT OC White Gaming Edition 16GB", "349.99", 64),
    _card("G9060A", "ASRock Radeon RX 9060 XT Challenger 8GB OC", "269.00", 0),
    _card("G7600", "Acer Predator BiFrost Radeon RX 7600 OC", "249.00", None),
    _card("GB580", "Intel Arc B580 Limited Edition 12GB", "249.99", 11),
    _card("GB570", "Sparkle Intel Arc B570 GUARDIAN OC 10GB", "209.00", 0),
    _card("GA310", "Sparkle Intel Arc A310 ECO 4GB", "94.50", 22),
    Good(
        "GTUF",
        "ASUS TUF Gaming GeForce RTX 5070 Ti",
        variants=(
            _card("GTUF-W", "ASUS TUF Gaming GeForce RTX 5070 Ti White OC", "879.00", 4),
            _card("GTUF-B", "ASUS TUF Gaming GeForce RTX 5070 Ti Black", "829.00", 0),
            _card("GTUF-O", "ASUS TUF Gaming GeForce RTX 5070 Ti Black OC", "849.90", 9),
        ),
    ),
    Good(
        "GPRI",
        "ASUS Prime Radeon RX 9070",
        variants=(
            _card("GPRI-1", "ASUS Prime Radeon RX 9070 OC 16GB", "569.00", 0),
            _card("GPRI-2", "ASUS Prime Radeon RX 9070 16GB EVO", "559.00", 0),
        ),
    ),
    _card("P850", "Corsair RM850x 850W 80 PLUS Gold power supply", "124.99", 40, category=POWER),
    _card("P1000", "be quiet! Straight Power 12 1000W", "189.90", 0, category=POWER),
    _card("P12V", "12V-2x6 cable, 600W, 16 pin", "24.95", None, category=POWER),
    _card("B0", "Computer Graphics: Principles and Practice", "71.50", 0, category=BOOKS),
    _card("B3", "Real-Time Rendering, Fourth Edition", "82.00", 2, category=BOOKS),
    _card("B4", "Physically Based Rendering: From Theory to Implementation", "89.95", 1, category=BOOKS),
    _card("B5", "The Cg Tutorial", None, category=BOOKS),
    _card("B1", "GPU Gems: Programming Techniques for Real-Time Graphics", "54.00", 6, category=BOOKS),
    _card("B2", "Ray Tracing in One Weekend", "0.00", None, category=BOOKS),
)
#: Taken part in by the sale: a tenth is taken off in the basket, the pages show the whole price.
SALE = ("G5080G", "G5070P", "G9070X", "GB580", "P1000")
BY_CODE = {good.code: good for outer in GOODS for good in (outer, *outer.variants)}


def within(category: str) -> Iterator[Good]:
    """What a category's list shows: what stands in it or in a category inside it."""
    return (good for good in GOODS if category in good.category)
