"""Short readings written by hand: marks in the text say what a reader would have found.

`[Ann Lee/person]` is a mention, `{ann: words}` a saying of the name that begins so.
"""

from __future__ import annotations

import re
from decimal import Decimal

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
)
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
)
from onrecord.linking.candidates import ReadReport
from onrecord.reading.times import times_in

_MENTION = re.compile(r"\[([^\]/]+)/(\w+)(?:=([^\]]+))?\]")
_SAYING = re.compile(r"\{([^:}]+): ([^}]+)\}")


def report(
    given: str,
    marked: str,
    published: str | None = "2025-03-04T08:00:00Z",
    *,
    outlet: str | None = None,
    url: str | None = None,
    title: str | None = None,
    pledges: tuple[dict[str, object], ...] = (),
) -> ReadReport:
    """A report with its reading; `pledges` are keyword arguments of `pledge`."""
    content, mentions, sayings = _unmarked(marked)
    text = Text(content)
    found = tuple(
        Mention(text.digest, text.quote(start, end), MentionKind(kind), name)
        for start, end, kind, name in mentions
    )
    statements = tuple(
        Statement(
            text.digest,
            (),
            (),
            (text.quote(start, end),),
            StatementKind.DIRECT if content[start - 1] in '"“' else StatementKind.INDIRECT,
            speakers=(speaker,),
        )
        for start, end, speaker in sayings
    )
    made = tuple(_pledge(text, **each) for each in pledges)  # type: ignore[arg-type]
    reading = Reading(text, "hand.1", found, tuple(times_in(text)), (), statements, made)
    return ReadReport(Report(given, text.digest, outlet, url, published, title), reading)


def _unmarked(
    marked: str,
) -> tuple[str, list[tuple[int, int, str, str]], list[tuple[int, int, str]]]:
    without = ""
    sayings: list[tuple[int, int, str]] = []
    at = 0
    for match in _SAYING.finditer(marked):
        without += marked[at : match.start()]
        sayings.append((len(without), len(without) + len(match[2]), match[1]))
        without += match[2]
        at = match.end()
    without += marked[at:]
    content = ""
    mentions: list[tuple[int, int, str, str]] = []
    at = 0
    for match in _MENTION.finditer(without):
        content += without[at : match.start()]
        mentions.append(
            (len(content), len(content) + len(match[1]), match[2], match[3] or match[1])
        )
        content += match[1]
        at = match.end()
        shift = len(match[0]) - len(match[1])
        sayings = [
            (
                start - shift if start > len(content) - len(match[1]) else start,
                end - shift if end > len(content) - len(match[1]) else end,
                speaker,
            )
            for start, end, speaker in sayings
        ]
    return content + without[at:], mentions, sayings


def _pledge(
    text: Text,
    words: str,
    by: str,
    *,
    thing: str | None = None,
    to: str | None = None,
    amount: tuple[int | None, int | None, str] | None = None,
    stage: str = "announced",
    category: str = "financial",
    distribution: str = "single",
) -> Pledge:
    quote = _quote(text, words)
    trigger = _quote(text, words.split(" ")[0])
    quantity = None
    if amount is not None:
        low, high = (None if v is None else Decimal(v) for v in amount[:2])
        quantity = Quantity(text.digest, quote, Amount(low, high, amount[2]))
    return Pledge(
        text.digest,
        (quote,),
        trigger,
        tuple(Party(trigger, name) for name in by.split(", ")),
        Distribution(distribution),
        (Party(trigger, to),) if to else (),
        Category(category),
        _quote(text, thing) if thing else None,
        quantity,
        None,
        (),
        Stage(stage),
    )


def _quote(text: Text, words: str) -> Quote:
    start = text.content.index(words)
    return text.quote(start, start + len(words))
