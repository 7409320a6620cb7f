"""The published scorers and gold beside the repository, and readings that are almost the gold."""

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.domain.amounts import Amount
from onrecord.domain.annotations import (
    Condition,
    Party,
    Pledge,
    Quantity,
    Reading,
    Statement,
    TimeExpression,
)
from onrecord.domain.text import Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.evaluation.gold import GoldPledge, GoldReport, gold_of

SHARED = Path(__file__).resolve().parents[3] / "shared"


def shared(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs {path}, which is not here")
    return path


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared("tools", f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def lines(name: str) -> list[dict[str, Any]]:
    with shared("gold", name).open(encoding="utf-8") as rows:
        return [json.loads(row) for row in rows]


def golds(name: str) -> list[GoldReport]:
    return [gold_of(row, name) for row in lines(name)]


def moved(place: tuple[int, int], chance: random.Random, length: int) -> tuple[int, int]:
    """The place, or one nearby."""
    start, end = place
    if chance.random() < 0.5:
        return place
    start = max(0, start + chance.randint(-12, 12))
    end = min(length, end + chance.randint(-12, 12))
    return (start, end) if start < end else place


def worse_statements(gold: GoldReport, chance: random.Random) -> Reading:
    """The gold's attributions, some left out, some moved, some without their source."""
    text, found = gold.text, []
    for item in gold.attributions or ():
        if chance.random() < 0.2 or not item.content:
            continue
        quotes = [
            tuple(text.quote(*moved(p, chance, len(text.content))) for p in places)
            for places in (item.source, item.cue, item.content)
        ]
        source = () if chance.random() < 0.1 else quotes[0]
        found.append(Statement(text.digest, source, quotes[1], quotes[2], StatementKind.INDIRECT))
        if chance.random() < 0.1:
            found.append(found[-1])
    return Reading(text, "worse.1", statements=tuple(found))


def worse_pledges(gold: GoldReport, chance: random.Random) -> Reading:
    """The gold's pledges, some left out, some moved, some with another stage or party."""
    items = [p for p in gold.pledges or () if chance.random() < 0.85]
    return Reading(
        gold.text, "worse.1", pledges=tuple(_worse_pledge(gold.text, p, chance) for p in items)
    )


def _worse_pledge(text: Text, item: GoldPledge, chance: random.Random) -> Pledge:
    def quote(place: tuple[int, int]) -> Any:
        return text.quote(*moved(place, chance, len(text.content)))

    first = item.evidence[0]
    by = tuple(Party(quote(p.place or first), p.name) for p in item.by)
    if len(by) > 1 and chance.random() < 0.4:
        by = by[1:]
    quantity = None
    if item.quantity is not None and chance.random() < 0.8:
        quantity = Quantity(text.digest, quote(first), Amount(*item.quantity, None))
    when = None
    if item.when is not None:
        when = TimeExpression(text.digest, quote(item.when), TimeType.DATE, None)
    stage = Stage(item.stage or "announced")
    return Pledge(
        text=text.digest,
        evidence=tuple(quote(p) for p in item.evidence),
        trigger=quote(item.trigger or first),
        by=by,
        distribution=Distribution(item.distribution or "single"),
        to=tuple(Party(quote(p.place or first), p.name) for p in item.to),
        category=Category.OTHER if chance.random() < 0.2 else Category(item.category or "other"),
        object=None,
        quantity=quantity,
        when=when,
        conditions=tuple(Condition(quote(p), ConditionKind(k)) for p, k in item.conditions),
        stage=Stage.REFUSED if chance.random() < 0.2 else stage,
    )
