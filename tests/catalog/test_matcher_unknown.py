"""What a title names that the catalogue does not have, in one spelling for all who name it."""

import pytest

from monitor.catalog import chips, professional
from monitor.catalog.catalog import load_catalog
from monitor.catalog.chips import Mention
from monitor.catalog.index import written
from monitor.catalog.matcher import Matcher
from monitor.catalog.text import fold
from monitor.vocabulary import Unknown

CATALOG = load_catalog()
MATCHER = Matcher(CATALOG)


def mentions(title: str) -> list[Mention]:
    text = fold(title)
    return professional.named(text) or chips.named(text)


#: Cards of the catalogue as titles name them. A TITAN that is missing cannot be told from the word.
NAMED = {
    model: found[0]
    for model in sorted({gpu.model for gpu in CATALOG})
    if (found := mentions(model)) and found[0].line != "titan"
}
#: Models that are told from the RX 580 by more than their name.
NOT_BY_NAME = {"Radeon RX 580 2048SP", "Radeon RX 580G"}


@pytest.mark.parametrize(
    ("named", "titles"),
    [
        ("rtx 6090", ["MSI GeForce RTX 6090 SUPRIM 48G", "RTX6090TRIO", "palit rtx-6090 oc", "РТХ 6090"]),
        ("rtx 5070 ti super", ["RTX 5070 Ti SUPER 24GB", "RTX5070TI Super", "rtx 5070 ti-s"]),
        ("rtx 6090 d v2", ["RTX 6090 D V2", "GeForce RTX6090D v2 48GB"]),
        ("rx 9080 xt", ["Radeon RX 9080XT", "AMD RX-9080 XT 32GB"]),
        ("rx 6600ab", ["RX 6600AB 8GB", "rx-6600ab"]),
        ("rx 6600m", ["RX 6600M 8GB", "Radeon RX6600M"]),
        ("arc b770", ["Intel Arc B770 16GB", "ARC™ B770"]),
        ("rtx 9000 ada", ["PNY RTX 9000 Ada 48GB", "NVIDIA RTX 9000 Ada Generation"]),
        ("rtx a7000", ["NVIDIA RTX A7000", "NVIDIA A7000 48GB"]),
        ("rtx pro 7000", ["NVIDIA RTX PRO 7000 Blackwell", "PNY RTXPRO7000"]),
        # a memory size that a known model does not have
        ("geforce rtx 5050 9gb", ["Zotac RTX 5050 9GB", "GeForce RTX5050 9G GDDR7"]),
        # beside a model that is known
        ("rtx 6090", ["MSI RTX 6090 48GB, RTX 5090 successor"]),
    ],
)
def test_titles_name_a_missing_model_alike(named: str, titles: list[str]) -> None:
    for title in titles:
        match = MATCHER.match(title)
        assert (match.unknown, match.named) == (Unknown.NOT_IN_CATALOGUE, named), match


@pytest.mark.parametrize(
    ("unknown", "title"),
    [
        (Unknown.AMBIGUOUS, "RTX 5060 Ti"),
        (Unknown.AMBIGUOUS, "RTX 5060 / RTX 5070"),
        (Unknown.AMBIGUOUS, "RTX 3080 20GB 40GB"),
        (Unknown.AMBIGUOUS, "MSI RTX 4070 Ventus SUPER 12G"),
        (Unknown.AMBIGUOUS, "Gigabyte RTX 4060 8GB GV-N406TEAGLE OC-8GD"),
        (Unknown.NO_CHIP, "Graphics card, black"),
        (Unknown.NO_CHIP, ""),
        (None, "RTX 5090"),
        (None, "ASUS ROG Strix G16 RTX 6090 Laptop"),
    ],
)
def test_only_a_missing_model_is_named(unknown: Unknown | None, title: str) -> None:
    match = MATCHER.match(title)
    assert (match.unknown, match.named) == (unknown, None), match


@pytest.mark.parametrize("model", NAMED)
def test_the_one_spelling_is_read_as_the_same_model(model: str) -> None:
    (again,) = mentions(written(NAMED[model]))
    assert (again.line, again.number, again.suffix) == NAMED[model][:3]


def test_no_two_models_share_a_spelling() -> None:
    spelt = [written(mention) for model, mention in NAMED.items() if model not in NOT_BY_NAME]
    assert len(set(spelt)) == len(spelt) > 400
