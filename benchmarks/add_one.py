"""Seconds to add one report to a record of so many: linking, what it changes, writing that.

python benchmarks/add_one.py 400 2000 5000

A few hundred made reports are read and linked. The record is made of them again and again: each
time ("era") under other names, other words and with the same links, so that every matter is told
by as many reports as at first, however large the record. Between eras the lands are the same ones,
and one report of each era is in the same story as one of the era before. The last reports of an era
are held back; they are linked as `onrecord read` links, and the derived tables brought up after
each. Beside it: a whole fold of the same record, and whether both give the same tables.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

from made_readings import Pair, _names, _renamed, _renaming
from made_reports import LANDS
from read_many import _base

from onrecord.app import policy, wiring
from onrecord.app.growth.changes import changes
from onrecord.app.ingest import ingest_readings, refresh
from onrecord.domain.annotations import Mention
from onrecord.domain.decisions import Decision, anchor_of
from onrecord.domain.facts import Fact
from onrecord.domain.links import Proposal
from onrecord.domain.words import Judgement, Relation
from onrecord.ledger.fold import fold
from onrecord.linking import propose
from onrecord.linking.candidates import ReadReport
from onrecord.record.store import Key, Writer

Links = dict[str, list[tuple[Proposal, Decision]]]
SHORT = 5
"""Words of fewer letters stay as they are in every era."""


def era_words(era: int, names: frozenset[str]) -> Callable[[str], str]:
    """Other names and numbers, and other words for most things."""
    renamed = _renaming(era, names)
    draw = random.Random(-era)
    letters = dict(
        zip("abcdefghijklmnopqrstuvwxyz", draw.sample("bcdfghklmnprst", 14) * 2, strict=False)
    )

    def word(old: str) -> str:
        if old.islower() and len(old) >= SHORT:
            return old[:2] + "".join(letters.get(c, c) if c not in "aeiou" else c for c in old[2:])
        return renamed(old)

    return word


def eras(base: Sequence[Pair], count: int) -> Iterator[tuple[int, Pair]]:
    """`count` reports with the place of each in the base."""
    names = _names(base)
    days = [date.fromisoformat(str(report.published)[:10]) for report, _ in base]
    length = (max(days) - min(days)).days + 1
    for number in range(count):
        era, place = divmod(number, len(base))
        if not era:
            yield place, base[place]
            continue
        if not place:
            word = era_words(era, names)
        day = (days[place] + timedelta(days=era * length)).isoformat()
        yield place, _renamed(*base[place], word, f"made-{number:07}", day)


def grow(store: Writer, base: Sequence[Pair], count: int, links: Links) -> list[Pair]:
    """Append so many reports, linked as the base is; the pairs that were held back."""
    now = datetime.now(UTC)
    ids: dict[str, str] = {}
    things: dict[str, object] = {}
    lands: dict[str, Mention] = {}
    before: Pair | None = None
    held: list[Pair] = []
    for number, (place, pair) in enumerate(eras(base, count + HELD)):
        if number >= count:
            held.append(pair)
            continue
        report, reading = pair
        for old, new in zip(_things(base[place]), _things(pair), strict=True):
            ids[old.id] = new.id
            things[new.id] = new
        facts: list[Fact] = [report, reading]
        for proposal, decision in links.get(base[place][0].id, ()):
            facts += _linked(proposal, decision, ids, things)
        if number >= len(base):
            for mention in _heads(reading.mentions):
                if mention.name in lands:
                    facts += _decided(Relation.SAME_ENTITY, mention, lands[mention.name])
            if not place and before is not None:
                facts += _decided(Relation.SAME_STORY, report, before[0])
        lands.update((m.name, m) for m in _heads(reading.mentions) if m.name in LANDS)
        before = pair
        read = ReadReport(report, reading)
        keys = [Key(kind, key, name, report.id) for kind, key, name in propose.keys(read)]
        store.append(facts, now, keys)
    return held


HELD = 20


def _things(pair: Pair) -> list[object]:
    report, reading = pair
    return [report, *reading.annotations]


def _heads(mentions: Sequence[Mention]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for mention in sorted(mentions, key=lambda m: (m.quote.start, m.quote.end)):
        found.setdefault(mention.name, mention)
    return list(found.values())


def _linked(
    proposal: Proposal, decision: Decision, ids: dict[str, str], things: dict[str, object]
) -> list[Fact]:
    left, right = ids[proposal.left], ids[proposal.right]
    new = replace(proposal, left=left, right=right)
    anchors = {"left": anchor_of(things[left]), "right": anchor_of(things[right])}
    return [new, replace(decision, about=new.id, **anchors)]


def _decided(relation: Relation, left: object, right: object) -> list[Fact]:
    made = Proposal(relation, left.id, right.id, 0.95, (), propose.MAKER)
    sides = (anchor_of(left), anchor_of(right))
    return [
        made,
        Decision(made.id, Judgement.ACCEPT, policy.POLICY, "the same name", *sides, relation),
    ]


def links_of(base: Sequence[Pair]) -> Links:
    """What linking finds between the reports of the base, by the report that came later."""
    store = wiring.open_writer(":memory:")
    found: Links = {}
    known = 0
    for pair in base:
        ingest_readings(store, [pair], lambda: datetime.now(UTC))
        with store.snapshot() as book:
            book.known = known
            news = book.news()
        known = store.head()
        found[pair[0].id] = [
            (one.proposal.fact, one.decision.fact) for one in news.decisions if one.proposal
        ]
    store.close()
    return found


def measure(base: Sequence[Pair], links: Links, count: int, folder: Path) -> None:
    """A row for a record of so many reports."""
    store = wiring.open_writer(folder / f"{count}.db")
    held = grow(store, base, count, links)
    began = time.perf_counter()
    refresh(store)
    whole = time.perf_counter() - began
    rows: list[tuple[float, float, float]] = []
    texts, wanted = [], 0
    for pair in held:
        start = time.perf_counter()
        ingest_readings(store, [pair], lambda: datetime.now(UTC))
        linked = time.perf_counter()
        with store.snapshot() as book:
            made = changes(book, share=1)
        worked_out = time.perf_counter()
        if made is None or not store.put(made):
            wanted += 1
            refresh(store)
            continue
        rows.append((linked - start, worked_out - linked, time.perf_counter() - worked_out))
        texts.append(sum(len(one.changed) + len(one.new) for one in made.lines))
    with store.folding() as facts:
        same = fold(facts) == store.world()[0]
    store.close()
    told = [f"{median(column):6.2f} {max(column):6.2f}" for column in zip(*rows, strict=True)]
    print(
        f"{count:7} reports  link {told[0]}  work out {told[1]}  write {told[2]}  "
        f"lines {median(texts):.0f}  whole fold {whole:.1f}  wanted by {wanted} of {len(held)}  "
        f"{'the same tables' if same else 'OTHER TABLES'}",
        flush=True,
    )


def main() -> None:
    """Print a row for each size: median and largest seconds of each part."""
    parse = argparse.ArgumentParser(description=__doc__)
    parse.add_argument("counts", type=int, nargs="+")
    parse.add_argument("--base", type=int, default=300)
    told = parse.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        base = _base(Path(folder), told.base, 1)
        links = links_of(base)
        for count in told.counts:
            measure(base, links, count, Path(folder))


if __name__ == "__main__":
    main()
