"""What the demo shops sell: board partners' cards, and some goods that are no graphics card."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chip:
    """A model buyers compare.

    Attributes:
        name: as a title says it, memory left out, e.g. ``GeForce RTX 5060 Ti``.
        launch_usd: launch price in dollars, without tax.
        watts: board power.
    """

    name: str
    memory_gb: int
    memory_kind: str
    bus_bits: int
    watts: int
    launch_usd: int


@dataclass(frozen=True, slots=True)
class Card:
    """One board partner's card.

    Attributes:
        markup: its price at a calm shop, relative to the chip's launch price.
        sold_in: the markets whose demo shops list it.
    """

    chip: Chip
    brand: str
    line: str
    edition: str
    markup: float
    sold_in: frozenset[str]


@dataclass(frozen=True, slots=True)
class Other:
    """A laptop, a complete PC or an accessory: its title names a chip, but it is none."""

    title: str
    usd: int
    sold_in: str


_RTX_5090 = Chip("GeForce RTX 5090", 32, "GDDR7", 512, 575, 1999)
_RTX_5080 = Chip("GeForce RTX 5080", 16, "GDDR7", 256, 360, 999)
_RTX_5070_TI = Chip("GeForce RTX 5070 Ti", 16, "GDDR7", 256, 300, 749)
_RTX_5070 = Chip("GeForce RTX 5070", 12, "GDDR7", 192, 250, 549)
_RTX_5060_TI_16 = Chip("GeForce RTX 5060 Ti", 16, "GDDR7", 128, 180, 429)
_RTX_5060_TI_8 = Chip("GeForce RTX 5060 Ti", 8, "GDDR7", 128, 180, 379)
_RTX_5060 = Chip("GeForce RTX 5060", 8, "GDDR7", 128, 145, 299)
_RTX_5050 = Chip("GeForce RTX 5050", 8, "GDDR6", 128, 130, 249)
_RTX_4060 = Chip("GeForce RTX 4060", 8, "GDDR6", 128, 115, 299)
_RX_9070_XT = Chip("Radeon RX 9070 XT", 16, "GDDR6", 256, 304, 599)
_RX_9070 = Chip("Radeon RX 9070", 16, "GDDR6", 256, 220, 549)
_RX_9060_XT_16 = Chip("Radeon RX 9060 XT", 16, "GDDR6", 128, 160, 349)
_RX_9060_XT_8 = Chip("Radeon RX 9060 XT", 8, "GDDR6", 128, 150, 299)
_ARC_B580 = Chip("Arc B580", 12, "GDDR6", 192, 190, 249)


def _cards(chip: Chip, *rows: tuple[str, str, str, float, str]) -> Iterator[Card]:
    for brand, line, edition, markup, sold_in in rows:
        yield Card(chip, brand, line, edition, markup, frozenset(sold_in.split()))


CARDS: tuple[Card, ...] = (
    *_cards(
        _RTX_5090,
        ("ASUS", "ROG Astral", "OC", 1.18, "us tr"),
        ("MSI", "Gaming Trio", "OC", 1.10, "us de"),
        ("Palit", "GameRock", "", 1.04, "de tr"),
    ),
    *_cards(
        _RTX_5080,
        ("ASUS", "TUF Gaming", "OC", 1.12, "us de tr"),
        ("Gigabyte", "Windforce", "SFF", 1.00, "us tr"),
        ("INNO3D", "X3", "OC", 1.03, "de"),
    ),
    *_cards(
        _RTX_5070_TI,
        ("MSI", "Ventus 3X", "OC", 1.00, "us de tr"),
        ("Gigabyte", "AORUS Master", "", 1.14, "us tr"),
        ("Gainward", "Phoenix", "", 1.02, "de"),
    ),
    *_cards(
        _RTX_5070,
        ("ASUS", "Prime", "OC", 1.00, "us de tr"),
        ("PNY", "ARGB EPIC-X", "OC", 1.03, "us"),
        ("Zotac", "Gaming Twin Edge", "", 1.01, "de tr"),
    ),
    *_cards(
        _RTX_5060_TI_16,
        ("MSI", "Gaming", "OC", 1.06, "us de"),
        ("Palit", "Infinity 3", "", 1.00, "de tr"),
        ("Gigabyte", "Eagle", "OC", 1.02, "us tr"),
    ),
    *_cards(
        _RTX_5060_TI_8,
        ("ASUS", "Dual", "OC", 1.02, "us de tr"),
        ("Zotac", "Gaming Twin Edge", "", 1.00, "us de tr"),
    ),
    *_cards(
        _RTX_5060,
        ("MSI", "Shadow 2X", "OC", 1.00, "us de tr"),
        ("Zotac", "Gaming Twin Edge", "", 1.02, "us de tr"),
    ),
    *_cards(
        _RTX_5050,
        ("Gigabyte", "Windforce", "OC", 1.02, "us de tr"),
        ("Palit", "Dual", "", 1.00, "us de tr"),
    ),
    *_cards(
        _RTX_4060,
        ("MSI", "Ventus 2X Black", "OC", 1.00, "us de tr"),
        ("Gainward", "Ghost", "", 1.01, "us de tr"),
    ),
    *_cards(
        _RX_9070_XT,
        ("Sapphire", "Pulse", "", 1.00, "us de tr"),
        ("PowerColor", "Red Devil", "", 1.13, "us de"),
        ("XFX", "Swift", "Triple Fan", 1.04, "tr"),
    ),
    *_cards(
        _RX_9070,
        ("Sapphire", "Pure", "OC", 1.06, "us de"),
        ("XFX", "Quicksilver", "", 1.01, "us tr"),
        ("PowerColor", "Reaper", "", 1.00, "de tr"),
    ),
    *_cards(
        _RX_9060_XT_16,
        ("Gigabyte", "Gaming", "OC", 1.05, "us de tr"),
        ("ASRock", "Challenger", "OC", 1.00, "us de tr"),
    ),
    *_cards(
        _RX_9060_XT_8,
        ("Sapphire", "Pulse", "", 1.00, "us de tr"),
        ("XFX", "Swift", "OC", 1.02, "us de tr"),
    ),
    *_cards(
        _ARC_B580,
        ("Sparkle", "Titan", "OC", 1.04, "us de"),
        ("ASRock", "Steel Legend", "OC", 1.06, "us tr"),
        ("Acer", "Nitro", "OC", 1.03, "de tr"),
    ),
)

OTHERS: tuple[Other, ...] = (
    Other(
        'ASUS ROG Strix G16 Gaming Laptop, 16" 240Hz, Core Ultra 9, GeForce RTX 5070 Ti, 32GB RAM, 1TB SSD', 2199, "us"
    ),
    Other(
        "Nova Gaming PC Desktop - Ryzen 7 9800X3D, GeForce RTX 5080 16GB, 32GB DDR5, 2TB NVMe, Windows 11", 2599, "us"
    ),
    Other("Anti-Sag GPU Support Bracket for RTX 5090 / 5080 / 4090 Graphics Cards, Magnetic", 19, "us"),
    Other("Lenovo Legion 5 Gaming-Notebook 15,1 Zoll OLED, Ryzen 7, GeForce RTX 5070, 32GB RAM, 1TB SSD", 1549, "de"),
    Other("Komplett-PC Gamer X: Ryzen 5 9600X, Radeon RX 9070 XT 16GB, 32GB DDR5, 1TB SSD", 1399, "de"),
    Other("Wasserkühler für GeForce RTX 5090 ASUS TUF, vernickelt, mit Backplate", 229, "de"),
    Other("MSI Katana 15 HX Oyun Dizüstü Bilgisayar, Intel Core i7, 16GB RAM, 1TB SSD, RTX 5060 8GB", 1349, "tr"),
    Other("Hazır Sistem Oyuncu Bilgisayarı: Ryzen 5 7600, RTX 5070 12GB, 32GB DDR5, 1TB SSD", 1449, "tr"),
    Other("PCIe 4.0 Riser Kablo 20 cm, RTX 5080 ve RX 9070 XT Ekran Kartları ile Uyumlu", 29, "tr"),
)
