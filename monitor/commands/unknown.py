"""`gpumarket match --unknown`: what titles in the database name and the catalogue does not know."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.catalog.matcher import Matcher
    from monitor.storage.unknown import UnknownTitles

#: Candidates shown to people; programs get all.
_SHOWN = 3


def show(*, as_json: bool) -> None:
    """Print the models that titles name and the catalogue does not have; then the titles unknown for another reason."""
    from monitor.catalog.catalog import load_catalog
    from monitor.catalog.matcher import Matcher
    from monitor.commands.output import print_json
    from monitor.commands.session import database
    from monitor.storage.unknown import unknown_titles

    with database() as (settings, opened), opened.sessions() as session:
        matcher = Matcher(load_catalog(settings.own_gpus))
        found = [
            (titles, near) for titles in unknown_titles(session) if (near := _nearest(titles, matcher)) is not None
        ]
    found.sort(key=lambda item: item[0].named is None)  # stable: models first, each part as it was
    if as_json:
        print_json([_as_json(titles, near) for titles, near in found])
        return
    if not any(titles.named for titles, _ in found):
        print("No title names a model that the catalogue does not have.")
    for titles, near in found:
        nearest = f" (nearest: {', '.join(near[:_SHOWN])})" if near else ""
        print(f"{'[demo] ' if titles.demo else ''}{_heading(titles)}{nearest}")
        print(f"    {_counts(titles)}")
        print(f"    for example: {titles.example}")


def _nearest(titles: "UnknownTitles", matcher: "Matcher") -> list[str] | None:
    """Catalogue names nearest to the model; None where the catalogue has it by now and its listings were not read since."""
    from monitor.vocabulary import Unknown

    if titles.named is None:
        return []
    match = matcher.match(titles.example)
    return match.candidates if match.unknown is Unknown.NOT_IN_CATALOGUE else None


def _heading(titles: "UnknownTitles") -> str:
    from monitor.vocabulary import Unknown

    if titles.named:
        return titles.named
    return "no chip named" if titles.unknown is Unknown.NO_CHIP else "known chips, but which card is left open"


def _counts(titles: "UnknownTitles") -> str:
    from monitor.commands.output import counted

    where = f"{counted(titles.listings, 'listing')} at {counted(titles.retailers, 'retailer')}"
    return f"{where}, first seen {_clock(titles.first_seen_at)}, last seen {_clock(titles.last_seen_at)}"


def _clock(moment: "datetime") -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _as_json(titles: "UnknownTitles", near: list[str]) -> dict[str, object]:
    return {
        "unknown": titles.unknown,
        "named": titles.named,
        "candidates": near,
        "listings": titles.listings,
        "retailers": titles.retailers,
        "first_seen_at": titles.first_seen_at,
        "last_seen_at": titles.last_seen_at,
        "example": titles.example,
        "demo": titles.demo,
    }
