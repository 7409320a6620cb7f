"""Who a phrase means in its report: name, surname, pronoun, role, alias, joint source."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span, Text
from onrecord.domain.words import MentionKind, Mode
from onrecord.reading.antecedents import Place, antecedent, before_relative, joint_before
from onrecord.reading.cues import is_passive, mode_of
from onrecord.reading.descriptions import described, leads, of_owner
from onrecord.reading.phrase_words import HE, SHE, SPEAKER
from onrecord.reading.phrases import Phrase, phrases
from onrecord.reading.roles import PERSONS, is_plural, singular
from onrecord.reading.scene import NOBODY, Referent, Scene
from onrecord.reading.stage import Draft, Places

_DESCRIPTION = re.compile(r"\b[Tt]he (?:[\w-]+ ){0,2}?(?P<noun>[a-z-]{4,})\b")
ANSWERS = frozenset(("A", "Answer", "ANSWER"))
LABELS = ANSWERS | {"Q", "Question", "QUESTION"}
"""Labels of a transcript that name nobody."""

_FIRST_LABEL = re.compile(r"^[\"“]?(?:Q|A|Question|Answer|QUESTION|ANSWER)[.:]", re.MULTILINE)

INTRODUCED = 5
"""Sentences within which one whom the lead describes has to be named."""

INTRODUCED_AT_ONCE = 1
"""The same where the lead says "the mayor", not "a mayor"."""

_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they", "my": "i", "our": "we"}


@dataclass(frozen=True, slots=True)
class Saying:
    """Where somebody is a source, and what they are the source of."""

    source: Span
    content: tuple[Span, ...]
    thinks: bool = False
    passive: bool = False


def spans(places: Places, length: int) -> tuple[Span, ...]:
    """The places as spans, without those that are empty or outside the text."""
    return tuple(Span(s, min(e, length)) for s, e in places if 0 <= s < min(e, length))


def hull(places: Places, length: int) -> Span:
    """From the first to the last character of the places."""
    found = spans(places, length)
    return Span(min(s.start for s in found), max(s.end for s in found))


class ReportReferences:
    """Who the phrases of one report mean.

    `sayings` tell where somebody speaks; they are worked through in the order of the text, so that
    a later pronoun can take up an earlier source.
    """

    def __init__(
        self,
        text: Text,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],
        sayings: Sequence[Saying] = (),
    ) -> None:
        self.scene = Scene(text, sentences, mentions)
        self._sayings = sorted(sayings, key=lambda s: (s.source.start, s.source.end))
        self._thinking = frozenset(s.source for s in self._sayings if s.thinks)
        self._passive = frozenset(s.source for s in self._sayings if s.passive)
        self._known: dict[Span, Referent] = {}
        for saying in self._sayings:
            if saying.source not in self._known:
                self._known[saying.source] = NOBODY
                referent = self._resolve(saying.source)
                self._known[saying.source] = referent
                self.scene.remember(saying.source.start, referent)
        self._misfits()

    def names_of(self, span: Span) -> tuple[str, ...]:
        """The canonical names that the phrase at `span` refers to, () when unknown or unnamed."""
        return self.referent(span).names

    def names_of_said(self, span: Span, speakers: Sequence[str]) -> tuple[str, ...]:
        """The same for a phrase inside a quotation of `speakers`: "I" and "we" are they."""
        parts = self._phrases(span)
        if parts and all(part.kind == "pronoun" and part.head in SPEAKER for part in parts):
            return tuple(speakers)
        return self.names_of(span)

    def referent(self, span: Span) -> Referent:
        """Who the phrase at `span` means, with the words of it where there is no name."""
        known = self._known.get(span)
        if known is None:
            known = self._known[span] = self._resolve(span)
        return known

    def heard(self, at: int, referent: Referent) -> None:
        """Tells that `referent` speaks at `at`, which the sayings did not show."""
        self.scene.remember(at, referent)

    def _misfits(self) -> None:
        """Marks the rarer pronoun where one of unknown gender is both he and she."""
        used: dict[tuple[str, ...], dict[str, list[Span]]] = {}
        for span, referent in self._known.items():
            sort = "m" if referent.head in HE else "f" if referent.head in SHE else None
            if referent.how == "pronoun" and sort and len(referent.names) == 1:
                used.setdefault(referent.names, {}).setdefault(sort, []).append(span)
        for by_gender in used.values():
            if len(by_gender) == 2 and len(by_gender["m"]) != len(by_gender["f"]):
                for span in min(by_gender.values(), key=len):
                    known = self._known[span]
                    self._known[span] = replace(known, mismatch=known.mismatch or known.head)

    def _phrases(self, span: Span) -> tuple[Phrase, ...]:
        return phrases(self.scene.content, span, self.scene.names)

    def _resolve(self, span: Span) -> Referent:
        label = self.scene.content[span.start : span.end]
        if label in LABELS:
            return self._interviewed() if label in ANSWERS else NOBODY
        parts = self._phrases(span)
        found = [self._one(part) for part in parts]
        if not found:
            return NOBODY
        if len(found) == 1:
            return found[0]
        if not any(one.names for one in found):
            whole = self.scene.content[parts[0].span.start : parts[-1].span.end]
            return Referent((), (" ".join(whole.split()),), found[0].how, found[0].head)
        names = tuple(dict.fromkeys(name for one in found for name in one.names))
        words = tuple(dict.fromkeys(word for one in found for word in one.words))
        mismatch = next((one.mismatch for one in found if one.mismatch), None)
        return Referent(names, words, found[0].how, found[0].head, mismatch)

    def _one(self, phrase: Phrase) -> Referent:
        at = phrase.span.start
        if phrase.kind == "name":
            names = dict.fromkeys(self._full(mention, phrase) for mention in phrase.mentions)
            return Referent(tuple(names), (), "name", phrase.head)
        if phrase.head.startswith("@"):
            return Referent((phrase.head,), (), "name", phrase.head)
        if phrase.kind == "relative":
            return self._relative(phrase)
        if phrase.kind == "pronoun":
            if phrase.head in SPEAKER:
                return self._speaker_of(phrase)
            plain = _POSSESSIVES.get(phrase.head, phrase.head)
            if plain == "it" and phrase.span in self._passive:
                return NOBODY
            thinks = phrase.span in self._thinking
            found = antecedent(self.scene, plain, at, thinks, self._described(at))
            return found if found.names or found.words else Referent((), (phrase.words,))
        return self._role(phrase)

    def _described(self, at: int) -> list[Place]:
        """Where "the president" and the like stand in this and the last sentence, and for whom."""
        scene = self.scene
        first = max(0, scene.sentence(at) - 1)
        start = scene.sentences[first].start if scene.sentences else 0
        found = []
        for match in _DESCRIPTION.finditer(scene.content, start, at):
            if singular(match.group("noun")) not in PERSONS or is_plural(match.group("noun")):
                continue
            span = Span(match.start(), match.end())
            if scene.names.within(Span(span.start, span.end + 2)):
                continue
            names = self.names_of(span)
            if len(names) == 1 and names[0] in scene.figures:
                found.append(Place(span.start, span.end, names[0]))
        return found

    def _role(self, phrase: Phrase) -> Referent:
        at = phrase.span.start
        named = self.scene.by_words(phrase.words)
        if named is not None:
            return Referent((named,), (), "name", phrase.head)
        found = NOBODY
        if phrase.owned_by in _POSSESSIVES:
            owner = antecedent(self.scene, _POSSESSIVES[phrase.owned_by], at)
            found = of_owner(self.scene, phrase, owner)
        if not found.names and not phrase.definite:
            found = self._introduced(phrase, at)
        if not found.names:
            found = described(self.scene, phrase, at)
        if not found.names and phrase.definite and not phrase.owned_by:
            found = self._introduced(phrase, at)
        if found.names:
            return found
        return Referent((), (" ".join(phrase.words.split()),), "role", phrase.head)

    def _introduced(self, phrase: Phrase, at: int) -> Referent:
        """Whom the lead only describes: the first one who then speaks and is named there first.

        "A former envoy says ...", and two sentences on "..., said Jane Roe", of whom the report
        tells no other role.
        """
        if phrase.plural or not leads(self.scene, at):
            return NOBODY
        reach = INTRODUCED_AT_ONCE if phrase.definite else INTRODUCED
        owned = phrase.owner is not None and phrase.owner.kind is MentionKind.PERSON
        if owned or singular(phrase.head) not in PERSONS:
            return NOBODY
        for saying in self._sayings:
            if saying.source.start <= at:
                continue
            if self.scene.sentence(saying.source.start) - self.scene.sentence(at) > reach:
                break
            for mention in self.scene.names.within(saying.source):
                figure = self.scene.figures[self.scene.full[mention.id]]
                if figure.kind is not MentionKind.PERSON:
                    continue
                fits = PERSONS[singular(phrase.head)] in (None, figure.gender)
                new = figure.mentions[0].quote.start == mention.quote.start
                if new and fits and not set(figure.described) & set(PERSONS):
                    return Referent((figure.name,), (), "role", phrase.head)
                return NOBODY
        return NOBODY

    def _interviewed(self) -> Referent:
        """Who answers where the answers are only marked "A": the one whom the lead names most."""
        label = _FIRST_LABEL.search(self.scene.content)
        if label is None:
            return NOBODY
        counts = Counter(
            self.scene.full[mention.id]
            for mention in self.scene.names.between(0, label.start())
            if mention.kind is MentionKind.PERSON
        )
        most = counts.most_common(2)
        if not most or (len(most) > 1 and most[0][1] == most[1][1]):
            return NOBODY
        return Referent((most[0][0],), (), "role", "a")

    def _relative(self, phrase: Phrase) -> Referent:
        relative = re.findall(r"\w+", phrase.head)[-1]
        mention, words = before_relative(self.scene, relative, phrase.span.start)
        if words is not None:
            found = self._phrases(words)
            if found and found[0].kind != "relative":
                one = self._one(found[0])
                if one.names or one.words:
                    return Referent(one.names, one.words, "pronoun", relative)
        if mention is not None:
            joint = joint_before(self.scene, mention, phrase.span.end)
            names = dict.fromkeys(self.scene.full[one.id] for one in joint)
            return Referent(tuple(names), (), "pronoun", relative)
        return NOBODY

    def _speaker_of(self, phrase: Phrase) -> Referent:
        """Who says "I" or "we": the source of what the word stands in."""
        holder: Saying | None = None
        for saying in self._sayings:
            inside = any(span.covers(phrase.span) for span in saying.content)
            outside = not saying.source.overlaps(phrase.span)
            if inside and outside:
                holder = saying
        if holder is not None:
            known = self._known.get(holder.source)
            if known is None:
                known = self._resolve(holder.source)
            if known.names or known.words:
                return Referent(known.names, known.words, "pronoun", phrase.head)
        return Referent((), (phrase.words,), "pronoun", phrase.head)

    def _full(self, mention: Mention, phrase: Phrase) -> str:
        """The canonical name; the words in the phrase alone where the name was read too far."""
        if mention.quote.end <= phrase.span.end or mention.quote.start >= phrase.span.end:
            return self.scene.full.get(mention.id, mention.name)
        words = self.scene.content[max(mention.quote.start, phrase.span.start) : phrase.span.end]
        return self.scene.by_words(words) or " ".join(words.split())


def of_draft(draft: Draft) -> ReportReferences:
    """The references of a draft, from its names and the attributions that the engine found."""
    length = len(draft.text.content)
    found = draft.found.attributions if draft.found is not None else ()
    sayings = [
        Saying(
            hull(one.source, length),
            spans(one.content, length),
            mode_of(draft.text.content[s:e] for s, e in one.cue if 0 <= s < e) is Mode.THOUGHT,
            is_passive(" ".join(draft.text.content[s:e] for s, e in one.cue if 0 <= s < e)),
        )
        for one in found
        if spans(one.source, length)
    ]
    sentences = [sentence.span for sentence in draft.sentences]
    return ReportReferences(draft.text, sentences, draft.mentions, sayings)
