"""The unit of a quantity: a singular noun with what narrows it, from the words behind a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.reading.numerals import digits, is_number_word
from onrecord.reading.quantities_lexicon import DROPPED, IRREGULAR, NOT_PLURAL, STOPS

LONGEST = 7
"""So many words may stand between a number and the head of its unit."""

_WORD = re.compile(r"(?:\s|[\"“”‘]|<\w+>)*(?P<word>[^\W_]+(?:[-‑'’./&+][^\W_]+)*\.?)")
_INITIALS = re.compile(r"(?:[A-Za-z]\.){2,}")
_SIZED = re.compile(r"[\d.,]+-[a-z]+")
CALIBRE = re.compile(r"\d[\d.]*[\s-]?(?:mm|millimet(?:er|re)|calib(?:er|re))(?=\s(?!of\b)[a-zA-Z])")
"""A measure that names the kind of thing and counts nothing: "155 mm shells"."""

_ASIDE = re.compile(
    r"\s*(?:[$€£]\s?\d[\d.,]*(?:\s(?:thousand|million|billion|trillion)\b)?|[\d.,]+-\w+,(?=\s))",
    re.IGNORECASE,
)
"""Measures among the words of a unit that are not part of it: "a 90-foot, $5 million yacht"."""


def singular(noun: str) -> str:
    """A noun in the singular: "batteries" is "battery"; what is none stays as it is."""
    low = noun.lower()
    if low in IRREGULAR:
        return _like(noun, IRREGULAR[low])
    if not is_plural(noun):
        return noun
    head, dash, tail = low.rpartition("-")
    if dash and tail in IRREGULAR:
        return noun[: len(head) + 1] + IRREGULAR[tail]
    if low.endswith("ies") and len(low) > 4:
        return noun[:-3] + "y"
    if low.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return noun[:-2]
    if low.endswith("'s") or low.endswith("’s"):
        return noun[:-2]
    return noun[:-1]


def is_plural(noun: str) -> bool:
    """Whether a word looks like a noun in the plural."""
    low = noun.lower()
    if low in IRREGULAR:
        return True
    if low.endswith(("'s", "’s")):
        return noun[:-2].isupper() and len(noun) > 3
    return (
        len(low) > 2
        and low.endswith("s")
        and not low.endswith(("ss", "us", "is", "ous"))
        and low not in NOT_PLURAL
        and not (noun.isupper() and len(noun) <= 5)
    )


def _like(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() and not model.isupper() else word


def unit_at(text: str, at: int, end: int, several: bool) -> tuple[str, int] | None:
    """The unit that begins at `at`, and where it ends; None when there is none.

    With `several` the head is the first noun in the plural, otherwise the last word before the
    phrase ends.
    """
    words, ends = _phrase(text, at, end, several)
    if not words:
        return None
    if several:
        head = next((i for i, word in enumerate(words) if is_plural(word)), None)
        if head is None:
            return None
        while head + 1 < len(words) and is_plural(words[head + 1]) and words[head + 1].islower():
            head += 1
    else:
        head = len(words) - 1
        for i, word in enumerate(words):
            if i and word.lower().endswith("ed") and word.islower() and i + 1 >= len(words):
                head = i - 1
    kept = [word for word in words[:head] if word.lower() not in DROPPED]
    unit = " ".join([*kept, singular(words[head])])
    return unit, ends[head]


def _phrase(text: str, at: int, end: int, several: bool) -> tuple[list[str], list[int]]:
    """The words from `at` up to the first that no unit holds, without those that narrow nothing."""
    words: list[str] = []
    ends: list[int] = []
    for seen, (word, stop) in enumerate(_words(text, at, end)):
        low = word.lower()
        if low in ("and", "or"):
            if not (several and seen) or any(map(is_plural, words)):
                break
            if words:
                words.append("or")
                ends.append(stop)
        elif low in DROPPED and (not words or low not in STOPS):
            continue
        elif low in STOPS or len(words) >= LONGEST or low.endswith(("n't", "n’t")):
            break
        elif words or not _counts(low):
            words.append(word)
            ends.append(stop)
    return words, ends


def _counts(low: str) -> bool:
    """Whether a word is itself a number, or a size such as "16-member"."""
    return digits(low) is not None or is_number_word(low) or bool(_SIZED.fullmatch(low))


def _words(text: str, at: int, end: int) -> Iterator[tuple[str, int]]:
    """The words that follow each other without a mark between them, each with its end."""
    for _ in range(LONGEST + 3):
        aside = _ASIDE.match(text, at, end)
        at = aside.end() if aside else at
        match = _WORD.match(text, at, end)
        if match is None or "\n" in text[at : match.start("word")]:
            return
        calibre = CALIBRE.match(text, match.start("word"), end)
        word, at = (calibre.group(), calibre.end()) if calibre else (match["word"], match.end())
        if word.endswith(".") and not _INITIALS.fullmatch(word):
            yield word[:-1], at - 1
            return
        yield " ".join(word.split()), at
        if text[at : at + 1] == "," and word.lower() in DROPPED:
            at += 1
