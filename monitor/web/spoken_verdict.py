"""A market's verdict in the reader's language. English has its own sentence; others say the figures it rests on."""

from monitor.i18n.language import Language
from monitor.signals.sentence import short_name
from monitor.status import MarketStatus
from monitor.vocabulary import Level

#: So many cards are named; how many more there are is counted.
_NAMED = 3


def why(market: MarketStatus, words: Language) -> str:
    """What the level rests on, in a sentence."""
    verdict, say = market.verdict, words.say
    if words.code == "en":
        return verdict.why
    missing = verdict.missing
    match verdict.reason:
        case "low_coverage" if missing:
            said = say(
                "Offers of which the stock is known: {share}; {least} are needed.",
                share=words.percent(missing.have),
                least=words.percent(missing.needed),
            )
        case "short_history" if missing:
            said = say("Learning what is usual here: day {n} of {of}.", n=int(missing.have) + 1, of=int(missing.needed))
        case "few_sellers" if missing:
            said = say(
                "Independent sellers: {n}; {least} are needed to tell a shortage.",
                n=int(missing.have),
                least=int(missing.needed),
            )
        case "nothing_followed":
            said = say("No consumer graphics card has been read yet.")
        case "open_shortage":
            said = _shortage(market, words)
        case _:
            known = sum(gpu.offers_known for gpu in market.gpus)
            said = say(
                "Offers in stock: {some} of {all}.", some=sum(gpu.offers_in_stock for gpu in market.gpus), all=known
            )
    return said


def _shortage(market: MarketStatus, words: Language) -> str:
    short = [short_name(gpu.gpu) for gpu in market.gpus if gpu.level in {Level.TIGHT, Level.SHORTAGE, Level.SEVERE}]
    named = ", ".join(short[:_NAMED]) + (" ..." if len(short) > _NAMED else "")
    return words.say("Cards that are short: {n} of {all}: {names}", n=len(short), all=len(market.gpus), names=named)


def since(market: MarketStatus, words: Language) -> str:
    """Since when the level holds; empty where that cannot be told."""
    verdict = market.verdict
    if words.code == "en" or verdict.since is None:
        return verdict.since_said
    return words.say("since {day}", day=words.day(verdict.since))


def seen(market: MarketStatus, words: Language) -> str:
    """When the market was last seen, and how many shops can be read."""
    watched = market.watched
    if words.code == "en" or watched.seen_at is None:
        return market.verdict.seen
    time = words.clock(watched.seen_at, "UTC", market.verdict.asked_at)
    return words.say(
        "seen {time}, {readable} of {shops} shops readable",
        time=time,
        readable=watched.shops_readable,
        shops=watched.shops,
    )
