"""A story with its true record -> the readings that a perfect reader would give of its reports.

With these, linking and ledger are measured on their own, before any reader's mistakes. What a
perfect reader sees stands in one report: a name is the fullest form that *this* report gives, a
quantity is there only where the words of the evidence tell one, a condition where it stands nearby.
`true_story` also keeps which annotation belongs to which line of the record.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

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
from onrecord.domain.errors import UsageError
from onrecord.domain.reports import Report
from onrecord.domain.text import Quote, Span, Text
from onrecord.domain.words import (
    Category,
    ConditionKind,
    Distribution,
    MentionKind,
    Stage,
    StatementKind,
    TimeType,
)
from onrecord.evaluation.told_amounts import told_amount

MAKER = "true.1"

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TrueReport:
    """A report with its perfect reading."""

    report: Report
    reading: Reading


@dataclass(frozen=True)
class TrueStory:
    """Perfect readings, and the line of the record that each annotation belongs to, by id.

    A pledge read once may tell of several commitments, hence the several.
    """

    story: Json
    reports: tuple[TrueReport, ...]
    entity_of: Mapping[str, tuple[str, ...]]
    utterance_of: Mapping[str, tuple[str, ...]]
    commitment_of: Mapping[str, tuple[str, ...]]

    def given(self, report: str) -> TrueReport:
        """The report that the story calls so."""
        return next(one for one in self.reports if one.report.given == report)


def readings_of_story(story: Json) -> list[TrueReport]:
    """Each report of a story with the reading that a perfect reader would give of it."""
    return list(true_story(story).reports)


def true_story(story: Json, where: str = "story") -> TrueStory:
    """The perfect readings of a story in the shape of the guideline, and what belongs together.

    Raises UsageError that names `where` when a part is missing or a quote does not stand in its
    report.
    """
    try:
        return _Builder(story).built()
    except UsageError as error:
        raise UsageError(f"{where}: {error}") from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{where}: expected a story with its record, got {error!r}") from error


@dataclass
class _Draft:
    """What is known of one report so far."""

    report: Report
    text: Text
    mentions: list[Mention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    pledges: list[Pledge] = field(default_factory=list)


class _Builder:
    def __init__(self, story: Json) -> None:
        self.story = story
        self.drafts: dict[str, _Draft] = {}
        for item in story["reports"]:
            text = Text(item["text"])
            told = {k: item.get(k) for k in ("outlet", "url", "published", "title", "language")}
            report = Report(item["id"], text.digest, author=item.get("author"), **told)
            self.drafts[item["id"]] = _Draft(report, text)
        self.entities = {entity["id"]: entity for entity in story["entities"]}
        self.entity_of: dict[str, tuple[str, ...]] = {}
        self.utterance_of: dict[str, tuple[str, ...]] = {}
        self.commitment_of: dict[str, tuple[str, ...]] = {}

    def built(self) -> TrueStory:
        for draft in self.drafts.values():
            self._mentions(draft)
        for utterance in self.story["utterances"]:
            for rendering in utterance["renderings"]:
                self._statement(utterance, rendering)
        for made in self.story["commitments"]:
            for entry in made["history"]:
                for evidence in entry["evidence"]:
                    self._pledge(made, entry, evidence)
        reports = tuple(
            TrueReport(
                draft.report,
                Reading(
                    draft.text,
                    MAKER,
                    mentions=tuple(sorted(draft.mentions, key=lambda m: (m.quote, m.name))),
                    statements=tuple(sorted(draft.statements, key=lambda s: s.content)),
                    pledges=tuple(sorted(draft.pledges, key=lambda p: p.evidence)),
                ),
            )
            for draft in self.drafts.values()
        )
        return TrueStory(self.story, reports, self.entity_of, self.utterance_of, self.commitment_of)

    # names

    def _mentions(self, draft: _Draft) -> None:
        found = [
            (place, entity["id"])
            for entity in self.entities.values()
            for place in _places(draft.text, entity["variants"])
        ]
        for place, entity_id in found:
            longer = [other for other, _ in found if other.covers(place) and other != place]
            if any(_is_proper(draft.text.quote(other.start, other.end)) for other in longer):
                continue  # "Peru" inside "Bank of Peru", but not inside "Peru's energy minister"
            quote = draft.text.quote(place.start, place.end)
            kind = MentionKind(self.entities[entity_id]["kind"])
            mention = Mention(
                draft.text.digest, quote, kind, self._name(entity_id, draft) or quote.words
            )
            draft.mentions.append(mention)
            _join(self.entity_of, mention.id, entity_id)

    def _name(self, entity_id: str, draft: _Draft) -> str | None:
        """The fullest name that the report gives; a role only where it gives no name."""
        forms = [
            form
            for form in self.entities[entity_id]["variants"]
            if any(True for _ in _places(draft.text, [form]))
        ]
        return max(forms, key=lambda form: (_is_name(form), len(form)), default=None)

    # statements

    def _statement(self, utterance: Json, rendering: Json) -> None:
        draft = self.drafts[rendering["report"]]
        speaker = utterance["speaker"]
        statement = Statement(
            text=draft.text.digest,
            source=(),
            cue=(),
            content=(_quote(draft.text, rendering["quote"]),),
            kind=StatementKind(rendering["kind"]),
            speakers=(self._name(speaker, draft) or self.entities[speaker]["name"],),
            via=tuple(rendering["via"]),
        )
        if statement.id not in self.utterance_of:
            draft.statements.append(statement)
        _join(self.utterance_of, statement.id, utterance["id"])

    # pledges

    def _pledge(self, made: Json, entry: Json, evidence: Json) -> None:
        draft = self.drafts[evidence["report"]]
        quote = _quote(draft.text, evidence["quote"])
        by = self._parties(self._told_by(made, evidence), draft, quote)
        trigger, thing = _trigger_and_object(draft.text, quote, by)
        pledge = Pledge(
            text=draft.text.digest,
            evidence=(quote,),
            trigger=trigger,
            by=by,
            distribution=Distribution(made["distribution"]),
            to=self._parties(made["to"], draft, quote),
            category=Category(made["category"]),
            object=thing,
            quantity=_quantity(made, entry, draft.text, quote),
            when=_when(self._told_when(made, evidence), draft.text, quote),
            conditions=_conditions(made, draft.text, quote),
            stage=Stage(entry["stage"]),
            statement=next(
                (s.id for s in draft.statements if s.content[0].span.covers(quote.span)), None
            ),
        )
        if pledge.id not in self.commitment_of:
            draft.pledges.append(pledge)
        _join(self.commitment_of, pledge.id, made["id"])

    def _told_by(self, made: Json, evidence: Json) -> Sequence[str]:
        """The parties of a commitment, or the other party that this report tells of."""
        for dispute in self.story["disputes"]:
            if dispute["about"] != made["id"] or dispute["kind"] != "party":
                continue
            for side in dispute["sides"]:
                if evidence in side["evidence"]:
                    told = [
                        entity["id"]
                        for entity in self.entities.values()
                        if side["value"] in (entity["name"], *entity["variants"])
                    ]
                    return told[:1] or made["by"]
        return list(made["by"])

    def _told_when(self, made: Json, evidence: Json) -> str | None:
        """The term of a commitment, or the other one that this report tells of."""
        for dispute in self.story["disputes"]:
            if dispute["about"] != made["id"] or dispute["kind"] != "date":
                continue
            for side in dispute["sides"]:
                if evidence in side["evidence"]:
                    value = str(side["value"])
                    return value if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else None
        told: str | None = made["when"]
        return told

    def _parties(self, ids: Sequence[str], draft: _Draft, quote: Quote) -> tuple[Party, ...]:
        """Each party with its words in the evidence, or else the nearest ones before it."""
        parties = []
        for entity_id in ids:
            places = sorted(_places(draft.text, self.entities[entity_id]["variants"]))
            inside = [p for p in places if quote.span.covers(p)]
            before = [p for p in places if p.end <= quote.start]
            nearest = (inside or before[-1:] or places)[:1]
            place = nearest[0] if nearest else quote.span
            name = self._name(entity_id, draft) or self.entities[entity_id]["name"]
            parties.append(Party(draft.text.quote(place.start, place.end), name))
        return tuple(parties)


def _join(groups: dict[str, tuple[str, ...]], annotation: str, line: str) -> None:
    if line not in groups.get(annotation, ()):
        groups[annotation] = (*groups.get(annotation, ()), line)


def _is_name(form: str) -> bool:
    return any(word[:1].isupper() for word in form.removeprefix("the ").split())


def _is_proper(quote: Quote) -> bool:
    """Whether the words are a name from end to end."""
    return all(word[0].isupper() or word in _SMALL for word in quote.words.split())


_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "de", "la", "du", "von", "van"})


def _places(text: Text, forms: Sequence[str]) -> Iterator[Span]:
    """Where any of the forms stands as whole words, the longest one at each place."""
    if not forms:
        return
    ranked = sorted(set(forms), key=lambda form: (-len(form), form))
    words = "|".join(re.escape(form) for form in ranked)
    for match in re.finditer(rf"(?<!\w)(?:{words})(?!\w)", text.content):
        yield Span(match.start(), match.end())


def _quote(text: Text, words: str) -> Quote:
    start = text.content.find(words)
    if start < 0 or not words:
        raise UsageError(f"expected words of the report, got {words[:60]!r}")
    return text.quote(start, start + len(words))


def _trigger_and_object(
    text: Text, quote: Quote, by: Sequence[Party]
) -> tuple[Quote, Quote | None]:
    """The first words after the party (record and guideline name no trigger), and what follows."""
    after = [p.quote.end for p in by if quote.start <= p.quote.start and p.quote.end < quote.end]
    start = max(after, default=quote.start)
    words = list(re.finditer(r"\w[\w'’-]*", text.content[start : quote.end]))
    if not words:
        return quote, None
    trigger = text.quote(start + words[0].start(), start + words[min(1, len(words) - 1)].end())
    rest = words[2:]
    thing = text.quote(start + rest[0].start(), quote.end) if rest else None
    return trigger, thing


def _quantity(made: Json, entry: Json, text: Text, quote: Quote) -> Quantity | None:
    told = entry.get("quantity") or made["quantity"]
    if told is None:
        return None
    found = told_amount(told, quote.words)
    if found is None:
        return None
    start, end, amount = found
    place = text.quote(quote.start + start, quote.start + end)
    return Quantity(text.digest, place, amount, made["distribution"] == "each")


def _when(value: str | None, text: Text, quote: Quote) -> TimeExpression | None:
    """The term, where the evidence has words such as "by Saturday", "before the end of May"."""
    if value is None:
        return None
    match = _TERM.search(quote.words)
    if match is None or _other_month(match[1], value):
        return None
    place = text.quote(quote.start + match.start(1), quote.start + match.end(1))
    return TimeExpression(text.digest, place, TimeType.DATE, value)


_DAY = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December|spring|summer|autumn|winter|"
    r"end(?: of (?:the |this |next )?\w+)?|year|month|week|tomorrow|today|\d{4})"
)
_TERM = re.compile(
    r"\b(?:by|before|until|in|on|within|this|next)\s+"
    rf"((?:(?!by|before|until)[\w']+\s+){{0,4}}?{_DAY}(?: \d{{1,2}}\b)?(?:,? \d{{4}})?)\b"
)


def _other_month(words: str, value: str) -> bool:
    """Whether the words name another month: a term that was set anew since."""
    told = [n for n, name in enumerate(month_name) if name and name in words]
    return bool(told) and len(value) >= 7 and int(value[5:7]) not in told


def _conditions(made: Json, text: Text, quote: Quote) -> tuple[Condition, ...]:
    """The conditions that stand in the paragraph of the evidence."""
    paragraph = text.paragraph_of(quote.start)
    found = []
    for condition in made["conditions"]:
        start = text.content.find(condition["text"], paragraph.start, paragraph.end)
        if start >= 0:
            words = text.quote(start, start + len(condition["text"]))
            found.append(Condition(words, ConditionKind(condition["kind"])))
    return tuple(found)
