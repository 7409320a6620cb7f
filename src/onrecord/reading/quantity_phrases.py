"""Quantities in a text: a number with its bounds and its unit, as told; linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import Quantity
from onrecord.domain.text import Span, Text
from onrecord.reading.numerals import LETTERS, SCALES, SMALL, TENS, digits, number
from onrecord.reading.quantities_lexicon import (
    AT_LEAST,
    AT_MOST,
    CODES,
    COUNTRY_DOLLARS,
    MONEY_BY_COUNTRY,
    MONEY_WORDS,
    ROUGHLY,
    SYMBOLS,
    VAGUE_SCALES,
)
from onrecord.reading.units import CALIBRE, singular, unit_at

REACH = 160
"""So many characters to either side may belong to a quantity: its bound, its unit, "each"."""

BEYOND = Decimal(10) ** 24
"""What is written as a larger number is none."""

_SIGN = "|".join(sorted((re.escape(s) for s in SYMBOLS), key=len, reverse=True))
_CODE = "|".join(sorted(CODES))
_SCALE = "hundred|thousand|million|billion|trillion|mln|mn|bln|bn|trn|tn|dozen"
_WORDS = "|".join(sorted({*SMALL, *TENS, *_SCALE.split("|")}, key=len, reverse=True))
_VAGUE = "|".join(VAGUE_SCALES)

_NUMBER = re.compile(
    # in digits: sign, number or range of numbers, scale
    rf"(?<![\w.,/-])(?P<sign>(?:{_SIGN})\s?|(?:{_CODE})\s?)?"
    r"(?P<digits>\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?)"
    r"(?:[-–](?P<to>\d+(?:[.,]\d+)?)(?![\w-]|[.,/]\d))?"
    rf"(?:[\s-]?(?P<scale>(?:{_SCALE})(?:\s(?:million|billion))?)\b"
    r"|(?P<letter>[kKmMbBtT](?:n|ln)?)\b|(?!\w|/\d))"
    # in words: "a few hundred", "half a million", "two hundred and five"
    r"|(?<![\w-])(?P<few>(?:an?\s)?(?:few|several|couple\sof|couple)\s)?"
    r"(?P<fraction>(?:an?\s)?(?:half|quarter)[\s-](?:of[\s-])?an?[\s-])?"
    rf"(?P<words>(?:{_WORDS})(?:(?:\s|-|\sand\s|\sand\sa\s)(?:{_WORDS}|half)){{0,9}})(?![\w-])"
    # "hundreds of thousands", "both", "several"
    rf"|\b(?P<vague>(?:(?:{_VAGUE})\sof\s){{0,2}}(?:{_VAGUE}))\b"
    r"|\b(?P<plain>(?:an?\s)?(?:pair|couple)(?=\sof\s)|both(?=\s\w+s\b)|several(?=\s\w)"
    r"|an?\sfew(?=\s\w))",
    re.IGNORECASE,
)
_BOUND = re.compile(
    rf"(?:(?<!handed )(?<!turned )(?<!turn )(?<!hand )(?<!taken )\b(?:(?P<least>{AT_LEAST})|"
    rf"(?P<most>{AT_MOST})|(?P<rough>{ROUGHLY})|(?P<between>between|from)))"
    r"\s(?:<\w+>)?(?:(?:an?|the)\s(?:additional\s|further\s|estimated\s|total\s(?:of\s)?)?|"
    r"another\s|an?\stotal\sof\s)?$",
    re.IGNORECASE,
)
_MORE = re.compile(r"\s?\+|\s(?:or|and)\smore\b|\splus\b|-plus\b", re.IGNORECASE)
_LESS = re.compile(r"\sor\s(?:less|fewer)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|—|\bto\b|\band\b|\bor\b)\s?", re.IGNORECASE)
_PERCENT = re.compile(r"\s?%|[\s-](?:percent(?:age\spoints?)?|per\scent|pct)\b", re.IGNORECASE)
_OF_GDP = re.compile(
    r"\sof\s(?:(?:its|their|the|his|her|our|\w+['’]s)\s)?(?:GDP|gross domestic product)\b"
)
_MONEY = re.compile(
    rf"[\s-](?:(?P<code>{_CODE})\b|(?:of\s)?(?P<country>[A-Za-z.]+(?:\s(?:Zealand|"
    rf"Kong))?\s)?(?P<word>[a-z]+)\b)",
    re.IGNORECASE,
)
_AFTER_OF = re.compile(r"\s(?:more\s)?of\s", re.IGNORECASE)
_CLAUSE = re.compile(r"\s(?:that|which|who|whose|this|these|those)\b", re.IGNORECASE)
_EACH_BEFORE = re.compile(r"\beach\b[^.;:!?\n]{0,60}$", re.IGNORECASE)
_EACH_AFTER = re.compile(r"[^.;:!?\n]{0,30}?\s(?:each|apiece)(?=[\s.,;:!?)”\"]|$)", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:No\.?|Nos\.?|Article|Section|Chapter|Title|Resolution|Room|Flight|Route|Highway|Page|Line"
    r"|Phase|Level|Channel|Division|Group\sof|Part|Type|Mark|Mk|Model|Class|Grade|Boeing|Airbus"
    r"|Figure|Table)\s$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?P<article>an?|another|one|the)\s(?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number where it stands: bounds, and the currency sign with it."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    currency: str | None


def quantities_in(text: Text, span: Span, only: Span | None = None) -> Iterator[Quantity]:
    """Every quantity inside a span that stands in a number, in order, with its unit.

    With `only`, those that overlap it, and nothing before it belongs to them.
    """
    content = text.content
    end = min(span.end, len(content))
    read = map(_read, _NUMBER.finditer(content, span.start, end))
    numbers = [n for n in read if n is not None and n.low < BEYOND]
    if only is not None:
        numbers = [n for n in numbers if n.start < only.end and only.start < n.end]
    floor = span.start if only is None else max(span.start, only.start)
    skip = -1
    for i, first in enumerate(numbers):
        if i <= skip:
            continue
        merged = first
        if i + 1 < len(numbers):
            joined = _joined(content, first, numbers[i + 1])
            if joined is not None:
                merged, skip = joined, i + 1
        quantity = _whole(text, merged, floor)
        if quantity is not None:
            yield quantity


def quantity_in(text: Text, span: Span, of: Span | None = None) -> Quantity | None:
    """The quantity that the words at `span` give, with its unit from what follows; None when none.

    A bare article counts one: "a", "an additional", "another" before a noun. Where no unit stands
    with the number it comes from `of`, the words that say what is counted.
    """
    content = text.content
    start = _word_edge(content, max(0, span.start - REACH))
    wide = Span(min(start, span.start), min(len(content), span.end + REACH))
    inside = list(quantities_in(text, wide, span))
    article = _by_article(text, span)
    if article is not None and (not inside or not _led_by(content, span, inside[0])):
        return article
    best = next((q for q in inside if q.amount.unit), inside[0] if inside else None)
    if best is not None and best.amount.unit is None and of is not None:
        found = unit_at(content, of.start, of.end, several=best.amount.max != 1)
        if found is not None:
            return with_unit(best, found[0])
    return best


def _word_edge(content: str, at: int) -> int:
    while 0 < at < len(content) and not content[at - 1].isspace():
        at += 1
    return min(at, max(0, len(content) - 1))


def _led_by(content: str, span: Span, quantity: Quantity) -> bool:
    """Whether the number counts what the span names: only "an additional" or so before it."""
    if re.match(r"[\d.,]+-[a-z]+[,\s]+[\w$]", content[quantity.quote.start : span.end]):
        return False  # "a 16-member team" is one team
    before = content[span.start : max(span.start, quantity.quote.start)].lower().split()
    return all(
        w in ("a", "an", "another", "additional", "further", "extra", "the", "total", "of")
        for w in before
    )


def _by_article(text: Text, span: Span) -> Quantity | None:
    content = text.content
    match = _ARTICLE.match(content + " ", span.start)
    if match is None or match["article"].lower() == "the":
        return None
    found = unit_at(
        content, match.end("article"), min(len(content), span.end + REACH), several=False
    )
    if found is None:
        return None
    one = Decimal(1)
    quote = text.quote(span.start, span.end)
    return Quantity(
        text.digest, quote, Amount(one, one, found[0]), _each(content, span.start, span.end)
    )


def _read(match: re.Match[str]) -> _Number | None:
    """The number that a match writes."""
    if match["digits"]:
        return _in_digits(match)
    if match["vague"]:
        return _Number(match.start(), match.end(), _vague(match["vague"]), None, None)
    if match["plain"]:
        open_end = match["plain"].lower().endswith(("few", "several"))
        return _Number(
            match.start(), match.end(), Decimal(2), None if open_end else Decimal(2), None
        )
    return _in_words(match)


def _vague(words: str) -> Decimal:
    """The least that "hundreds of thousands" is: two of the first, times the second."""
    first, *further = words.lower().split(" of ")
    value = Decimal(VAGUE_SCALES[first])
    for word in further:
        value *= VAGUE_SCALES[word] // 2
    return value


def _in_digits(match: re.Match[str]) -> _Number | None:
    plain = re.sub(r"[,\u00a0\u202f]", "", match["digits"])
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    low = digits(plain)
    high = digits(match["to"]) if match["to"] else low
    if low is None or high is None or low > high or (match["to"] and low == high):
        return None
    sign = (match["sign"] or "").strip()
    scale = _scale_behind(match, bool(sign))
    if scale is None:
        return None
    currency = SYMBOLS.get(sign.lower(), sign.upper() if sign.upper() in CODES else None)
    return _Number(match.start(), match.end(), low * scale, high * scale, currency)


def _scale_behind(match: re.Match[str], money: bool) -> int | None:
    """What "million" or "bn" behind digits multiplies them by; None for a letter that does not."""
    scale = 1
    for word in (match["scale"] or "").lower().split():
        scale *= SCALES[word]
    letter = match["letter"]
    if letter:
        if not money and letter not in ("k", "K", "bn", "mn", "mln", "bln"):
            return None
        scale *= LETTERS[letter[0].lower()]
    return scale


def _in_words(match: re.Match[str]) -> _Number | None:
    words = re.split(r"[\s-]+", match["words"])
    value = number(words)
    if value is None:
        return None
    start, end = match.span()
    if match["fraction"]:
        value *= Decimal("0.5") if "half" in match["fraction"].lower() else Decimal("0.25")
    if match["few"]:
        return _Number(
            start, end, value * 2, None if "couple" not in match["few"].lower() else value * 2, None
        )
    return _Number(start, end, value, value, None)


def _joined(content: str, first: _Number, second: _Number) -> _Number | None:
    """The range of two numbers: "5 to 7", "between $5 and $7 million"; None when it is none."""
    if first.high is None or second.high is None:
        return None
    between = content[first.end : second.start]
    if not _RANGE.fullmatch(between) or second.start - first.end > 5:
        return None
    word = between.strip().lower()
    opened = _BOUND.search(content, max(0, first.start - 40), first.start)
    if word == "and" and not (opened and opened["between"]):
        return None
    low, high = first.low, second.low
    scale = _scale_of(content[second.start : second.end])
    if (
        scale
        and low < high
        and not _scale_of(content[first.start : first.end])
        and low * scale <= high
    ):
        low *= scale
    if low >= high:
        return None
    start = opened.start() if opened and opened["between"] else first.start
    return _Number(start, second.end, low, high, first.currency or second.currency)


def _scale_of(words: str) -> Decimal | None:
    match = re.search(rf"({_SCALE})$", words.lower())
    if match:
        return Decimal(SCALES[match[1]])
    match = re.search(r"\d([kmbt])n?$", words.lower())
    return Decimal(LETTERS[match[1]]) if match else None


def _whole(text: Text, found: _Number, floor: int) -> Quantity | None:
    """The number with its bounds and unit; None when it numbers a thing instead of counting it."""
    content = text.content
    before = content[max(floor, found.start - 60) : found.start]
    if found.currency is None and (_NUMBERED.search(before) or CALIBRE.match(content, found.start)):
        return None
    bound = _BOUND.search(before)
    start, end, low, high = found.start, found.end, found.low, found.high
    if bound and not bound["between"]:
        start -= len(before) - bound.start()
        if bound["least"]:
            high = None
        elif bound["most"] and high is not None:
            low = Decimal(0)
    more, less = _MORE.match(content, end), _LESS.match(content, end)
    if more:
        high, end = None, more.end()
    elif less:
        low, end = Decimal(0), less.end()
    unit, unit_end = _unit(content, found, end)
    if unit is None and content[found.start : found.end].lower() == "one":
        return None
    amount = Amount(_tidy(low), None if high is None else _tidy(high), unit)
    quote = text.quote(start, end if unit_end is None else unit_end)
    return Quantity(text.digest, quote, amount, _each(content, start, quote.end))


def _tidy(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _unit(content: str, found: _Number, end: int) -> tuple[str | None, int | None]:
    """The unit behind a number and where it ends (None: at the number)."""
    limit = min(len(content), end + REACH)
    if found.currency:
        return _beside_sign(content, found.currency, end, limit), None
    percent = _PERCENT.match(content, end)
    if percent:
        share = _OF_GDP.match(content, percent.end())
        return ("percent of GDP", share.end()) if share else ("percent", percent.end())
    money = _money(content, end, limit)
    if money is not None:
        return money
    at = end
    of = _AFTER_OF.match(content, at)
    if of:
        at = of.end()
        money = _money(content, at - 1, limit)
        if money is not None:
            return money
    elif content[at : at + 1] == "-":
        at += 1
    elif _CLAUSE.match(content, at):
        return None, None
    several = found.high is None or found.high != 1 or bool(of)
    unit = unit_at(content, at, limit, several and content[end : end + 1] != "-")
    if unit is None:
        return None, None
    return unit[0], None if of and content[found.start : found.end][-1:] != "s" else unit[1]


def _beside_sign(content: str, currency: str, end: int, limit: int) -> str:
    """A dollar sign's currency, with the country that stands behind: "$5 million Canadian"."""
    if currency != "USD":
        return currency
    match = re.compile(r"\s\(?([A-Za-z.]+)\)?").match(content, end, limit)
    word = match[1].lower() if match else ""
    if word.upper() in CODES and match and match[1].isupper():
        return word.upper()
    return COUNTRY_DOLLARS.get(word, currency) if match and match[1][:1].isupper() else currency


def _money(content: str, end: int, limit: int) -> tuple[str | None, int] | None:
    """The currency that stands behind a number by its code or by word, and where it ends."""
    match = _MONEY.match(content, end, limit)
    if match is None:
        return None
    if match["code"]:
        return (match["code"].upper(), match.end()) if match["code"].isupper() else None
    word = singular(match["word"].lower())
    country = (match["country"] or "").strip().lower()
    if (country, word) in MONEY_BY_COUNTRY:
        return MONEY_BY_COUNTRY[(country, word)], match.end()
    if country:
        country = country.rstrip(".")
        word, stop = singular(country), match.start("country") + len(country)
    else:
        stop = match.end()
    if word not in MONEY_WORDS or word in ("real", "won", "crown", "lev"):
        return None
    if word == "pound" and content[end : end + 1] == "-":
        return None
    return MONEY_WORDS[word] or word, stop


def _each(content: str, start: int, end: int) -> bool:
    """Whether "each" or "apiece" distributes the quantity over the parties."""
    return bool(
        _EACH_AFTER.match(content, end, min(len(content), end + 60))
        or _EACH_BEFORE.search(content, max(0, start - 70), start)
    )


def with_unit(quantity: Quantity, unit: str) -> Quantity:
    """The same quantity of another unit."""
    return replace(quantity, amount=replace(quantity.amount, unit=unit))
