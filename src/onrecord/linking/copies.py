"""Copies and credits: the same text again, and reports that name another outlet as their source."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from onrecord.domain.links import Reason
from onrecord.domain.words import CopyKind
from onrecord.linking import words
from onrecord.linking.features import matter_likeness, published_gap, seasons
from onrecord.linking.gazetteer import plain
from onrecord.linking.sheets import Sheet
from onrecord.linking.weights import Compared, Weighted, ramp, weigh

SKETCH = 24
"""Shingles kept as blocking keys: the smallest by their number, a sample of the text."""


def common_text(a: Sheet, b: Sheet) -> Compared | None:
    """The share of the shorter text's runs of six words that the longer one has."""
    shared = len(a.shingles & b.shingles)
    least = min(len(a.shingles), len(b.shingles))
    cover = shared / least if least else 0.0
    return Compared(ramp(cover, 0.05, 0.55), f"{shared} of {least} runs of six words shared")


def both_ways(a: Sheet, b: Sheet) -> Compared | None:
    """The shared runs as a share of all: little of it when one only quotes the other."""
    every = len(a.shingles | b.shingles)
    share = len(a.shingles & b.shingles) / every if every else 0.0
    return Compared(ramp(share, 0.02, 0.3), f"{share:.0%} of all runs shared")


def one_page(a: Sheet, b: Sheet) -> Compared | None:
    """Whether both stood at one address."""
    here, there = page(a.report.url), page(b.report.url)
    if not here or not there:
        return None
    return Compared(1.0, here) if here == there else Compared(0.0, "other addresses")


def apart(a: Sheet, b: Sheet) -> Compared | None:
    """Copies follow within days."""
    gap = published_gap(a, b)
    if gap is None:
        return None
    return Compared(0.2 if gap <= 3 else -0.1 if gap <= 14 else -0.5, f"told {gap} days apart")


MODEL: Weighted[Sheet] = (
    (common_text, 4.0),
    (both_ways, 2.5),
    (one_page, 4.0),
    (apart, 1.0),
)
"""Log-odds. A fifth of the text word for word is no chance; one address is nearly proof."""

PRIOR = -1.0
"""Two reports that share a run of six words are about as often copies as not."""


def likeness(a: Sheet, b: Sheet) -> tuple[float, tuple[Reason, ...]]:
    """How likely one report is a copy of the other, with the reasons."""
    return weigh(MODEL, PRIOR, a, b)


def kind(copy: Sheet, of: Sheet) -> CopyKind:
    """`edited` at the same address, `wire` with an agency's credit, else `near`."""
    here, there = page(copy.report.url), page(of.report.url)
    if here and here == there:
        return CopyKind.EDITED
    return CopyKind.WIRE if carries_credit(copy, of) else CopyKind.NEAR


def carries_credit(copy: Sheet, of: Sheet) -> bool:
    """Whether a copy gives the credit that agencies ask for: their name at the head or the foot."""
    told = [name for name in (of.report.outlet, *AGENCIES) if name]
    own = plain(copy.report.outlet or "")
    head, foot = copy.text[:160], copy.text[-200:]
    for name in told:
        if own and plain(name) == own:
            continue
        escaped = re.escape(name)
        at_head = rf"[(\[/–—-]\s*{escaped}\s*[)\]/–—-]|^\s*(?:By\s+)?{escaped}\b"
        at_foot = rf"\(\s*(?:[Rr]eporting by|[Ss]ource:?)?[^()]*{escaped}[^()]*\)\s*$"
        if re.search(at_head, head) or re.search(at_foot, foot):
            return True
    return False


AGENCIES = (
    "Reuters",
    "AP",
    "Associated Press",
    "AFP",
    "dpa",
    "TASS",
    "Interfax",
    "Xinhua",
    "Kyodo",
    "ANSA",
    "EFE",
    "UPI",
    "PA",
    "Bloomberg",
    "Anadolu",
    "PTI",
    "Yonhap",
    "Ukrinform",
)
"""Agencies whose credit makes a copy a wire copy, whoever the original is known from."""


# ------------------------------------------------------------------------------------ credits


def names_outlet(a: Sheet, b: Sheet) -> Compared | None:
    """Whether `a` says that it has something from `b`'s outlet."""
    outlet = b.report.outlet
    if not outlet:
        return Compared(-1.0, "the other's outlet is not known")
    if a.report.outlet and plain(a.report.outlet) == plain(outlet):
        return Compared(-1.0, f"both of {outlet}")
    for form in outlet_forms(outlet):
        found = credit_at(a.text, form)
        if found:
            return Compared(1.0, found)
    return Compared(-1.0, f"{outlet} is not named as a source")


def told_in_it(a: Sheet, b: Sheet) -> Compared | None:
    """Whether both tell the same things."""
    likeness_, detail = matter_likeness(a, b)
    return Compared(ramp(likeness_, 0.3, 0.8), detail)


def before(a: Sheet, b: Sheet) -> Compared | None:
    """The one that is credited came first, a few days at most."""
    if a.day is None or b.day is None:
        return None
    days = (a.day - b.day).days
    value = -1.0 if days < 0 else 0.5 if days <= 2 else 0.0 if days <= 7 else -0.6
    return Compared(value, f"{days} days after")


CREDITS_MODEL: Weighted[Sheet] = (
    (names_outlet, 3.5),
    (told_in_it, 4.0),
    (before, 2.0),
)
"""Log-odds. The outlet named as a source, and the same things told."""

CREDITS_PRIOR = -2.0


def credits_likeness(a: Sheet, b: Sheet) -> tuple[float, tuple[Reason, ...]]:
    """How likely `a` is a rewrite that credits `b`, with the reasons."""
    return weigh(CREDITS_MODEL, CREDITS_PRIOR, a, b)


def outlet_forms(outlet: str) -> tuple[str, ...]:
    """An outlet's name, and its first word where that is a name of its own."""
    first = outlet.split()[0] if outlet.split() else ""
    whole = outlet.removeprefix("The ")
    if first == "The" or len(first) < 6 or whole == first:
        return (whole,)
    return whole, first


@functools.lru_cache(maxsize=4096)
def credit_pattern(form: str) -> re.Pattern[str]:
    """Wordings by which a report says that it has something from an outlet."""
    name = rf"(?:the\s+)?(?:[\w-]+\s+){{0,3}}{re.escape(form)}(?:['’]s?)?"
    said = r"(?:report|said|wrote|writes|quot|cit|carri|publish|told|reveal|account)"
    return re.compile(
        rf"(?:according to|reported by|carried by|quoted by|cited by|citing|quoting"
        rf"|published (?:by|in)|told|in an interview with|by the agency|as writes|reference to)"
        rf"\s+{name}\b"
        rf"|\b{re.escape(form)}(?:['’]s?)?(?:\s+\w+)?\s+{said}\w*",
        re.I,
    )


CREDIT = 160
"""Characters before and after an outlet's name in which it is credited."""


def credit_at(text: str, form: str) -> str | None:
    """The words of a text that credit this outlet, if any."""
    if form not in text:
        return None
    pattern = credit_pattern(form)
    for named in re.finditer(re.escape(form), text, re.I):
        found = pattern.search(text, max(0, named.start() - CREDIT), named.end() + CREDIT)
        if found:
            return found.group(0)
    return None


# --------------------------------------------------------------------------------------- keys


def page(url: str | None) -> str | None:
    """An address without scheme, www, query and trailing slash, as pages are compared."""
    if not url:
        return None
    parts = urlsplit(url)
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}"


def keys(sheet: Sheet) -> Iterator[str]:
    """Blocking keys: a sample of the shingles, the address, outlets with rare words."""
    for number in sorted(sheet.shingles)[:SKETCH]:
        yield f"x:{number:x}"
    here = page(sheet.report.url)
    if here:
        yield f"url:{here}"
    rare = sorted(sheet.telling, key=lambda s: (-words.worth(s), s))
    outlets = [sheet.report.outlet] if sheet.report.outlet else []
    outlets += [name for name in sorted(credited(sheet))]
    when = tuple(seasons(sheet))
    for outlet in outlets[:4]:
        for form in map(plain, outlet_forms(outlet)[:1]):
            for stem in rare[:16]:
                yield from (f"o:{season}:{form}|{stem}" for season in when)


def credited(sheet: Sheet) -> set[str]:
    """Names of the report that stand where a source is credited."""
    found = {name for s in sheet.read.reading.statements for name in s.via}
    for node in sheet.nodes:
        if node.kind == "organisation" and credit_at(sheet.text, node.shown):
            found.add(node.shown)
    return {name.removeprefix("The ") for name in found}
