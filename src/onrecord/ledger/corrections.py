"""What was read, with the fields that people put right; the ids stay those of the reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from onrecord.domain.annotations import (
    Condition,
    Mention,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.corrections import Correction
from onrecord.domain.facts import Recorded
from onrecord.domain.text import Quote, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    Judgement,
    Mode,
    Stage,
    TimeType,
)
from onrecord.ledger.index import Index
from onrecord.ledger.standing import Standing

A = TypeVar("A", Pledge, Statement)


def corrected(index: Index, holds: Standing) -> Index:
    """The index with every correction that stands; what a person vouches for scores 1."""
    vouched = {i for i, judged in holds.judged.items() if judged is Judgement.ACCEPT}
    changed = {i for i in vouched if i in index.pledges or i in index.statements}
    changed |= holds.corrections.keys()
    if not changed:
        return index
    pledges, statements = dict(index.pledges), dict(index.statements)
    texts: dict[str, None] = {}
    for identifier in changed:
        told = holds.corrections.get(identifier, ())
        if identifier in pledges:
            pledge = pledges[identifier]
            reading = index.sources[pledge.text].reading.fact
            pledges[identifier] = corrected_pledge(pledge, told, reading)
            texts[pledge.text] = None
        elif identifier in statements:
            statement = statements[identifier]
            reading = index.sources[statement.text].reading.fact
            statements[identifier] = corrected_statement(statement, told, reading)
            texts[statement.text] = None
    sources = dict(index.sources)
    for text in texts:
        source = sources[text]
        held = source.reading
        found = replace(
            held.fact,
            statements=tuple(statements[s.id] for s in held.fact.statements),
            pledges=tuple(pledges[p.id] for p in held.fact.pledges),
        )
        sources[text] = replace(source, reading=Recorded(found, held.seq, held.recorded_at))
    return replace(index, sources=sources, statements=statements, pledges=pledges)


def corrected_pledge(pledge: Pledge, told: Iterable[Correction], reading: Reading) -> Pledge:
    """A pledge with these corrections, vouched for; its id stays."""
    fields: dict[str, object] = {}
    for one in told:
        fields[one.field] = _of_pledge(one, reading)
    return _same_id(pledge, replace(pledge, score=1.0, **fields))  # type: ignore[arg-type]


def corrected_statement(
    statement: Statement, told: Iterable[Correction], reading: Reading
) -> Statement:
    """A statement with these corrections, vouched for; its id stays."""
    fields: dict[str, object] = {}
    for one in told:
        if one.field == "mode":
            fields["mode"] = Mode(one.words[0])
        elif one.field == "speakers":
            fields["speakers"] = one.words
        else:
            fields[one.field] = _quotes(one, reading.text)
    return _same_id(statement, replace(statement, score=1.0, **fields))  # type: ignore[arg-type]


def _same_id(read: A, now: A) -> A:
    vars(now)["id"] = read.id
    return now


def _of_pledge(one: Correction, reading: Reading) -> object:
    quotes = _quotes(one, reading.text)
    digest = reading.text.digest
    match one.field:
        case "stage":
            return Stage(one.words[0])
        case "category":
            return Category(one.words[0])
        case "distribution":
            return Distribution(one.words[0])
        case "object":
            return quotes[0] if quotes else None
        case "quantity":
            if not quotes or one.amount is None:
                return None
            return Quantity(digest, quotes[0], one.amount, one.each)
        case "when":
            if not quotes:
                return None
            kind, value, relative = one.time or (TimeType.DATE, None, None)
            return TimeExpression(digest, quotes[0], TimeType(kind), value, relative)
        case "conditions":
            kinds = _beside(one.words, len(quotes))
            return tuple(
                Condition(quote, ConditionKind(kind or ConditionKind.IF))
                for quote, kind in zip(quotes, kinds, strict=True)
            )
        case _:
            names = _beside(one.words, len(quotes))
            return tuple(
                Party(quote, name or name_at(reading.mentions, quote))
                for quote, name in zip(quotes, names, strict=True)
            )


def _quotes(one: Correction, text: Text) -> tuple[Quote, ...]:
    return tuple(text.quote(start, end) for start, end in one.places)


def _beside(words: Sequence[str], number: int) -> tuple[str, ...]:
    return tuple(words[place] if place < len(words) else "" for place in range(number))


def name_at(mentions: Iterable[Mention], quote: Quote) -> str:
    """The name of the mention that fills most of these words; the words where none does."""
    best, common = None, 0
    for mention in mentions:
        shared = min(mention.quote.end, quote.end) - max(mention.quote.start, quote.start)
        if shared > common:
            best, common = mention, shared
    return " ".join(quote.words.split()) if best is None else best.name
