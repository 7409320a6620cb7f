"""Whom a pronoun takes up, by visible features with weights."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span
from onrecord.domain.words import MentionKind
from onrecord.reading.cast import Figure
from onrecord.reading.phrase_words import HE, IT, SHE, THEY
from onrecord.reading.roles import PERSONS, is_plural, singular
from onrecord.reading.scene import NOBODY, Referent, Said, Scene

WEIGHTS = {
    "recency": -0.6,  # for every sentence between
    "same sentence": 1.4,
    "prominence": 1.0,  # subjects up, possessives and objects of prepositions down
    "spoke before": 2.2,  # the source of the attribution before this one
    "spoke before, now thinks": 0.8,
    "spoke before, a body": 0.9,
    "spoke before, per sentence": -0.25,
    "gender told": 0.4,
    "often": 0.25,  # for every doubling of its mentions
    "inside a quotation": -2.5,
    "unnamed": -1.2,
    "several": 1.6,  # "they" and a plural noun
}
"""Set by hand and checked on the pronouns of twenty annotated articles, 2026-11."""

WRONG_PRONOUN_WINDOW = 3
"""Sentences over which a pronoun of the wrong gender may still mean who spoke last."""

WINDOW = 8
"""Sentences in which an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody whom a pronoun may mean, with the score that the features give."""

    names: tuple[str, ...]
    words: tuple[str, ...]
    gender: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a description means somebody ("the president"), beside the places of the name."""

    start: int
    end: int
    name: str


def antecedent(
    scene: Scene,
    pronoun: str,
    at: int,
    thinks: bool = False,
    described: Sequence[Place] = (),
) -> Referent:
    """Whom the pronoun at `at` means; a pronoun that fits nobody is told as a mismatch.

    Whoever `thinks` need not be the one who spoke before: "Kovar praised Lindt. He was pleased."
    """
    if pronoun in HE or pronoun in SHE:
        feature = "spoke before, now thinks" if thinks else "spoke before"
        return _person(scene, pronoun, _people(scene, at, feature, described), at)
    found = _several(scene, at) if pronoun in THEY else _body(scene, at) if pronoun in IT else []
    best = max(found, key=lambda c: c.score, default=None)
    if best is None:
        return NOBODY
    return Referent(best.names, best.words, "pronoun", pronoun)


def _person(scene: Scene, pronoun: str, found: list[Candidate], at: int) -> Referent:
    wanted = "m" if pronoun in HE else "f"
    fitting = [c for c in found if c.gender in (wanted, None)]
    if fitting:
        best = max(fitting, key=lambda c: c.score + (WEIGHTS["gender told"] if c.gender else 0.0))
        return Referent(best.names, best.words, "pronoun", pronoun)
    spoke = last_person(scene, at)
    if spoke is not None and scene.sentence(at) - spoke.sentence <= WRONG_PRONOUN_WINDOW:
        known = scene.figures[spoke.referent.names[0]].gender
        wrong = pronoun if known not in (wanted, None) else None
        return Referent(spoke.referent.names, (), "pronoun", pronoun, wrong)
    return _announced(scene, wanted, at)


def _announced(scene: Scene, gender: str, at: int) -> Referent:
    """The person named right after a pronoun that nobody named before fits ("As she left, Roe")."""
    here = scene.sentence(at)
    coming = [
        (figure.mentions[0].quote.start, figure.name)
        for figure in scene.figures.values()
        if figure.kind is MentionKind.PERSON and figure.gender in (gender, None)
    ]
    later = [(start, name) for start, name in coming if start >= at]
    if not later or scene.sentence(min(later)[0]) - here > 2:
        return NOBODY
    return Referent((min(later)[1],), (), "pronoun")


def last_person(scene: Scene, at: int) -> Said | None:
    """The last who spoke before `at` and is a person with a name."""
    for said in scene.earlier(at):
        if scene.sentence(at) - said.sentence > 2 * WINDOW:
            break
        if len(said.referent.names) == 1:
            figure = scene.figures.get(said.referent.names[0])
            if figure is not None and figure.kind is MentionKind.PERSON:
                return said
    return None


def _people(
    scene: Scene, at: int, feature: str, described: Sequence[Place] = ()
) -> list[Candidate]:
    found: list[Candidate] = []
    spoke = scene.before(at)
    speaker = last_person(scene, at)
    for figure, mentions in _near(scene, at):
        if figure.kind is MentionKind.PERSON:
            score = _best_mention(scene, figure, mentions, at)
            score += _spoke_before(scene, speaker, (figure.name,), at, feature)
            found.append(Candidate((figure.name,), (), figure.gender, score))
    for place in described:
        figure = scene.figures[place.name]
        score = _place(scene, place.start, place.end, at)
        score += WEIGHTS["often"] * math.log2(len(figure.mentions))
        score += _spoke_before(scene, speaker, (figure.name,), at, feature)
        found.append(Candidate((figure.name,), (), figure.gender, score))
    for one in scene.unnamed_near(at, 3):
        told = scene.quoted.at(one.start)
        if not one.plural and (told is None or told is scene.quoted.at(at)):
            score = _place(scene, one.start, one.end, at) + WEIGHTS["unnamed"]
            found.append(Candidate((), (one.words,), one.gender, score))
    if spoke is not None and not spoke.referent.names and spoke.referent.words:
        distance = scene.sentence(at) - spoke.sentence
        words = spoke.referent.words
        head = singular(spoke.referent.head)
        if distance <= 4 and len(words) == 1 and head in PERSONS:
            score = WEIGHTS["spoke before"] + distance * WEIGHTS["recency"]
            found.append(Candidate((), words, PERSONS[head], score + WEIGHTS["unnamed"]))
    return found


def _several(scene: Scene, at: int) -> list[Candidate]:
    found: list[Candidate] = []
    spoke = scene.before(at)
    for figure, mentions in _near(scene, at):
        if figure.kind is MentionKind.PERSON:
            continue
        if figure.kind is MentionKind.OTHER and not figure.plural:
            continue
        score = _best_mention(scene, figure, mentions, at)
        score += _spoke_before(scene, spoke, (figure.name,), at, "spoke before, a body")
        score += WEIGHTS["several"] if figure.plural else -0.8
        if figure.kind is MentionKind.PLACE:
            score -= 0.8
        found.append(Candidate((figure.name,), (), None, score))
    for one in scene.unnamed_near(at, 3):
        known = spoke is not None and spoke.referent.names and spoke.referent.how == "role"
        if known and spoke and one.words.lower().endswith(spoke.referent.head):
            continue  # "the leaders", whose names are told: they are the ones below
        if one.plural:
            score = _place(scene, one.start, one.end, at) + WEIGHTS["several"]
            found.append(Candidate((), (one.words,), None, score))
    if spoke is not None:
        names, words = spoke.referent.names, spoke.referent.words
        if len(names) > 1 or (words and not names):
            distance = scene.sentence(at) - spoke.sentence
            score = WEIGHTS["spoke before"] + distance * WEIGHTS["recency"]
            found.append(Candidate(names, words, None, score))
    return found


def _body(scene: Scene, at: int) -> list[Candidate]:
    found: list[Candidate] = []
    spoke = scene.before(at)
    for figure, mentions in _near(scene, at):
        if figure.kind is MentionKind.PERSON or figure.plural:
            continue
        if figure.kind is MentionKind.OTHER and " " not in figure.name:
            continue
        score = _best_mention(scene, figure, mentions, at)
        score += _spoke_before(scene, spoke, (figure.name,), at, "spoke before, a body")
        if figure.kind is not MentionKind.ORGANISATION:
            score -= 0.5
        found.append(Candidate((figure.name,), (), None, score))
    for said in scene.recent(at, WINDOW):
        names, words = said.referent.names, said.referent.words
        if said.referent.how != "role" or any(name in scene.figures for name in names):
            continue
        if singular(said.referent.head) in PERSONS or is_plural(said.referent.head):
            continue
        distance = scene.sentence(at) - said.sentence
        score = WEIGHTS["spoke before"] + distance * WEIGHTS["recency"]
        found.append(Candidate(names, words, None, score - (0.0 if names else 2.0)))
    return found


def _near(scene: Scene, at: int) -> list[tuple[Figure, list[Mention]]]:
    """The figures in reach of `at`, with their mentions there."""
    near = scene.figures_near(at, WINDOW)
    return [(scene.figures[name], mentions) for name, mentions in near.items()]


def _best_mention(scene: Scene, figure: Figure, mentions: list[Mention], at: int) -> float:
    """The score of the mention in reach that offers itself most."""
    best = max(_place(scene, m.quote.start, m.quote.end, at) for m in mentions)
    return best + WEIGHTS["often"] * math.log2(len(figure.mentions))


def _place(scene: Scene, start: int, end: int, at: int) -> float:
    distance = scene.sentence(at) - scene.sentence(start)
    score = WEIGHTS["recency"] * distance if distance else WEIGHTS["same sentence"]
    score += WEIGHTS["prominence"] * scene.prominence(start, end)
    quotation = scene.quoted.at(start)
    if quotation is not None and quotation is not scene.quoted.at(at):
        score += WEIGHTS["inside a quotation"]
    return score


def _spoke_before(
    scene: Scene,
    said: Said | None,
    names: tuple[str, ...],
    at: int,
    feature: str,
) -> float:
    if said is None or said.referent.names != names:
        return 0.0
    distance = scene.sentence(at) - said.sentence
    return max(0.0, WEIGHTS[feature] + distance * WEIGHTS["spoke before, per sentence"])


_WORD_BEFORE = re.compile(r"((?:[\w’'./-]+\s+){0,5}?)([\w’'-]+)[\s,(—–-]*$")
_JOINTLY = re.compile(r"[ \u00a0](?:together|both|each|jointly|have|are|were|share|agree)\b")


def before_relative(scene: Scene, relative: str, at: int) -> tuple[Mention | None, Span | None]:
    """The name, or else the words of the phrase, right before a relative pronoun at `at`."""
    opening = scene.sentence_start(at)
    wanted_person = relative in ("who", "whom", "whose")
    nearest: Mention | None = None
    for mention in scene.names.within(Span(opening, at)) if at > opening else []:
        person = mention.kind is MentionKind.PERSON
        if person is wanted_person or relative == "that":
            nearest = mention
    between = scene.content[nearest.quote.end : at] if nearest else ""
    if nearest and re.fullmatch(r"\s*(?:\([^)]*\))?[\s,—–\-”\"’]*", between):
        return nearest, None
    if nearest and re.fullmatch(r"\s*,\s+(?:[^,.;]{1,60}),\s*", between):
        return nearest, None
    words = _words_before(scene, opening, at, wanted_person and nearest is None)
    if nearest and wanted_person and words is not None and _ends_in_body(scene, words):
        return nearest, None
    return nearest, words


def _ends_in_body(scene: Scene, words: Span) -> bool:
    """Whether the words before "who" end in a place or body, which only belongs to somebody."""
    inside = scene.names.within(words)
    return bool(
        inside
        and inside[-1].quote.end == words.end
        and inside[-1].kind in (MentionKind.PLACE, MentionKind.ORGANISATION)
    )


def joint_before(scene: Scene, last: Mention, end: int) -> tuple[Mention, ...]:
    """All names of "A and B, which together ..." whose last is `last`; `last` alone otherwise."""
    found = [last]
    if not _JOINTLY.match(scene.content, end):
        return (last,)
    opening = scene.sentence_start(end)
    for mention in reversed(scene.names.within(Span(opening, last.quote.start + 1))[:-1]):
        between = scene.content[mention.quote.end : found[0].quote.start]
        if mention.kind is not last.kind or not re.fullmatch(
            r",? and (?:the )?|, (?:the )?" if len(found) > 1 else r",? and (?:the )?", between
        ):
            break
        found.insert(0, mention)
    return tuple(found)


def _words_before(scene: Scene, opening: int, at: int, person: bool) -> Span | None:
    match = _WORD_BEFORE.search(scene.content[opening:at])
    if match:
        end = opening + match.end(2)
        words = match.group(1).split()
        start = opening + match.start(2)
        for i in range(len(words) - 1, -1, -1):
            if words[i].lower() in ("the", "a", "an", "some", "many", "several", "most", "those"):
                if i > 1 and words[i - 1].lower() == "of" and is_plural(words[i - 2].lower()):
                    i -= 2  # "members of the crews"
                start = opening + match.start(1) + _nth(match.group(1), i)
                break
            if match.group(2)[0].isupper() and not words[i][0].isupper():
                break
            if words[i].lower() == "of" and i and is_plural(words[i - 1].lower()):
                start = opening + match.start(1) + _nth(match.group(1), i - 1)
        if person and scene.names.within(Span(start, end)):
            # "partners in Ruritania, who": a place does not speak, those before it do.
            several = [one for one in scene.unnamed_near(at, 0) if one.plural]
            if several:
                return Span(several[-1].start, several[-1].end)
        return Span(start, end)
    return None


def _nth(words: str, number: int) -> int:
    return [m.start() for m in re.finditer(r"\S+", words)][number]
