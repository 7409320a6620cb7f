"""Two sayings that cannot both be right: one denies what the other says, or quotes it otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from onrecord.domain.words import DisputeKind, StatementKind
from onrecord.linking import utterances, words
from onrecord.linking.denials import denial
from onrecord.linking.disputes import Found, near_in_time, same_words, versions
from onrecord.linking.features import list_some
from onrecord.linking.sheets import Saying
from onrecord.linking.weights import Compared, Feature, Weighted, ramp, score_of, weigh

CLAIM = 1.5
"""What the shared words of one claim weigh: two or three rare ones."""


def same_claim(a: Saying, b: Saying) -> Compared | None:
    """Whether both speak of the same thing."""
    cover, found = words.overlap(a.telling, b.telling)
    value = 0.6 * cover + 0.4 * words.dice(a.telling, b.telling)
    value *= min(1.0, words.mass(found) / CLAIM)
    return Compared(ramp(value, 0.3, 0.9), f"shared {list_some(found)} ({value:.2f})")


def other_speaker(a: Saying, b: Saying) -> Compared | None:
    """Two who speak; one who takes back what he said is an update."""
    if not a.speakers or not b.speakers:
        return None
    same = any(utterances.one_party(x, y) >= 0.5 for x in a.speakers for y in b.speakers)
    return Compared(-1.0 if same else 0.33, "one speaker" if same else "two speakers")


def claimed_at_once(a: Saying, b: Saying) -> Compared | None:
    """Whether both were claimed at about one time."""
    return near_in_time(a.sheet, b.sheet)


def two_versions(a: Saying, b: Saying) -> Compared | None:
    """Two versions of one page: a correction, no dispute."""
    return versions(a.sheet, b.sheet)


def one_saying(a: Saying, b: Saying) -> Compared | None:
    """Whether it is one saying: the speaker and the occasion, the words aside."""
    _, reasons = utterances.likeness(a, b)
    kept = [r for r in reasons if r.feature in ("speaker", "occasion", "scene", "figures")]
    return Compared(ramp(score_of(-5.0, kept), 0.3, 0.9), "; ".join(r.detail for r in kept))


def quoted_otherwise(a: Saying, b: Saying) -> Compared | None:
    """Both quote word for word, and the words are others."""
    if (a.statement.kind, b.statement.kind) != (StatementKind.DIRECT, StatementKind.DIRECT):
        return None
    least = min(len(a.stems), len(b.stems))
    run = words.longest_run(a.stems, b.stems)
    if a.sheet is b.sheet or least < 5 or run / least > 0.45:
        return None
    ratio = fuzz.token_sort_ratio(a.words, b.words) / 100
    return Compared(ramp(ratio, 0.2, 0.6), f"{run} words in a row; alike {ratio:.2f}")


STATEMENTS: tuple[tuple[DisputeKind, Weighted[Saying], float], ...] = (
    (
        DisputeKind.POLARITY,
        (
            (same_claim, 4.0),
            (denial, 2.0),
            (other_speaker, 3.0),
            (claimed_at_once, 1.5),
            (two_versions, 6.0),
        ),
        -4.0,
    ),
    (
        DisputeKind.WORDING,
        ((one_saying, 2.0), (quoted_otherwise, 2.5), (two_versions, 6.0)),
        -1.5,
    ),
)
"""For each kind its features and its prior, as log-odds."""

DECIDING_STATEMENTS: dict[DisputeKind, Feature[Saying]] = {
    DisputeKind.POLARITY: denial,
    DisputeKind.WORDING: quoted_otherwise,
}
"""The feature without which a pair is no dispute of the kind."""


def between_statements(a: Saying, b: Saying) -> Iterator[Found]:
    """Every kind of dispute that two statements may be in, with score and reasons."""
    one, other = a.statement, b.statement
    if one.text == other.text and same_words(one.content, other.content):
        return
    for kind, model, prior in STATEMENTS:
        if DECIDING_STATEMENTS[kind](a, b) is not None:
            yield kind, *weigh(model, prior, a, b)
