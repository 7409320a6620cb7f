"""Reads text cases with inline marks (`tests/cases/README.md`) and runs the stages over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.domain.annotations import Reading
from onrecord.domain.text import Text
from onrecord.reading import pipeline
from onrecord.reading.attribution import AttributionStage
from onrecord.reading.names import Names
from onrecord.reading.references import ReferencesStage
from onrecord.reading.sentences import Sentences
from onrecord.reading.speakers import Speakers
from onrecord.reading.stage import Draft, Place, Places

CASES = Path(__file__).parents[1] / "cases"
KINDS = {"p": "person", "o": "organisation", "l": "place"}
_MARK = re.compile(r"\[\[(?P<label>[polsuctx]\d*):|\]\]")


@dataclass(frozen=True)
class MarkedName:
    span: Place
    kind: str
    score: float = 1.0


@dataclass(frozen=True)
class MarkedAttribution:
    source: Places
    cue: Places
    content: Places
    score: float = 0.8


@dataclass(frozen=True)
class Marked:
    names: tuple[MarkedName, ...]
    attributions: tuple[MarkedAttribution, ...] = ()
    pledges: tuple[()] = ()


@dataclass(frozen=True)
class Engine:
    """A stage that adds what a case marks."""

    found: Marked
    name: str = "marks.v1"
    needs: frozenset[str] = frozenset()
    adds: frozenset[str] = frozenset({"found"})

    def run(self, _: Draft) -> Iterator[Marked]:
        yield self.found


@dataclass
class Case:
    title: str
    engine: str
    text: str
    expected: list[str]
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    def __str__(self) -> str:
        return self.title

    @property
    def numbers(self) -> list[str]:
        return sorted({label[1:] for label in self.places if label[0] in "sct" and label[1:]})

    def found(self) -> Marked:
        names = [
            MarkedName(place, KINDS[label])
            for label in KINDS
            for place in self.places.get(label, ())
        ]
        attributions = [
            MarkedAttribution(
                tuple(self.places.get(f"s{n}", ())),
                tuple(self.places.get(f"c{n}", ())),
                tuple(self.places.get(f"x{n}", self.places.get(f"t{n}", ()))),
            )
            for n in self.numbers
        ]
        return Marked(tuple(names), tuple(attributions) if self.engine == "marks" else ())

    def read(self) -> Reading:
        stages = (
            Engine(self.found()),
            Sentences(),
            Names(),
            ReferencesStage(),
            AttributionStage(),
            Speakers(),
        )
        return pipeline.read(Text(self.text), stages, "cases")

    def wanted(self) -> list[str]:
        """The statements as marked and expected, in the form of `told`."""
        lines = []
        for line in self.expected:
            number, _, rest = line.partition(" ")
            if number.isdigit():
                pieces = [
                    " … ".join(self.text[s:e] for s, e in sorted(self._wanted(role, number)))
                    for role in "sct"
                ]
                lines.append(" / ".join([*pieces, rest if "| via" in rest else rest + " | via -"]))
        return sorted(lines)

    def _wanted(self, role: str, number: str) -> list[Place]:
        given = self.places.get(role + number, [])
        return given or (self.places.get(f"u{number}", []) if role == "s" else [])

    def wanted_findings(self) -> list[str]:
        return sorted(line.split()[1] for line in self.expected if line.startswith("finding "))


def told(reading: Reading) -> list[str]:
    """The statements of a reading, one line each."""
    lines = []
    for one in reading.statements:
        pieces = [
            " … ".join(quote.words for quote in quotes)
            for quotes in (one.source, one.cue, one.content)
        ]
        speakers = " + ".join(one.speakers) or "?"
        via = ", ".join(one.via) or "-"
        lines.append(
            " / ".join([*pieces, f"{one.kind.value} {one.mode.value} | {speakers} | via {via}"])
        )
    return sorted(lines)


def cases() -> list[Case]:
    """Every case of every file, in order."""
    found = []
    for path in sorted(CASES.glob("*.txt")):
        for block in re.split(r"^=+\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
            found.append(_case(block, path))
    return found


def _case(block: str, path: Path) -> Case:
    head, marked, expected = re.split(r"^---\n", block, flags=re.MULTILINE)
    keys = dict(re.findall(r"^(\w+): (.*)$", head, flags=re.MULTILINE))
    text, places = unmarked(marked.rstrip("\n"))
    case = Case(
        f"{path.stem}: {keys['title']}", keys["engine"], text, expected.strip().splitlines()
    )
    case.places.update(places)
    return case


def unmarked(marked: str) -> tuple[str, dict[str, list[Place]]]:
    """The text without marks, and where each marked thing stands in it."""
    text = ""
    places: dict[str, list[Place]] = defaultdict(list)
    open_marks: list[tuple[str, int]] = []
    at = 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        if match.group("label"):
            open_marks.append((match.group("label"), len(text)))
        else:
            label, start = open_marks.pop()
            places[label].append((start, len(text)))
    assert not open_marks, f"a mark is not closed: {open_marks}"
    return text + marked[at:], places
