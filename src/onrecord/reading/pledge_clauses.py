"""Where the clause of an undertaking begins and ends: its object and the evidence for it."""

from __future__ import annotations

from onrecord.reading.pledge_lexicon import CLAUSE_SUBJECTS, CUES, OPENERS
from onrecord.reading.pledge_words import Words, stem

_MARKS = frozenset(";:—–•")


def clause_end(words: Words, i: int) -> int:
    """One past the last word of the clause that follows a trigger's main word."""
    last = words.bounds[i][1]
    k = i + 1
    while k < last:
        word = words[k]
        if word.text in _MARKS:
            return k
        if word.text in '”"' and words[i].quoted and not _goes_on(words, k, last):
            return k
        if word.text == "," and _breaks(words, k, last):
            return k
        if word.lower in ("but", "because", "although", "though", "whereas"):
            return k
        if word.lower == "and" and k + 1 < last and words[k + 1].lower in CLAUSE_SUBJECTS:
            return k
        k += 1
    while k - 1 > i and words[k - 1].text in ".?!,;:":
        k -= 1
    return k


def _goes_on(words: Words, k: int, last: int) -> bool:
    """Whether a clause runs on after a closing quotation mark."""
    return k + 1 < last and words[k + 1].wordlike and words[k + 1].text.islower()


def _breaks(words: Words, comma: int, last: int) -> bool:
    """Whether a comma ends the clause: a cue, a relative or a new subject with its verb follows."""
    following = words.items[comma + 1 : min(last, comma + 7)]
    if not following:
        return True
    first = following[0]
    if first.text in '”"':
        return True
    if first.lower in OPENERS or first.lower in CLAUSE_SUBJECTS:
        return True
    if any(stem(word.lower) in CUES for word in following[:4]):
        return True
    if first.lower == "and" and len(following) > 1:
        second = following[1]
        return second.lower in CLAUSE_SUBJECTS or (
            second.text[0].isupper()
            and any(w.lower in ("is", "are", "was", "were", "has", "have", "will", "would")
                    for w in following[2:])
        )  # fmt: skip
    return False


def clause_start(words: Words, i: int) -> int:
    """The first word of the clause that leads up to a trigger."""
    first = words.bounds[i][0]
    for k in range(i - 1, first - 1, -1):
        word = words[k]
        if word.text in _MARKS or word.text in "“":
            return k + 1
        if word.text == '"' and words[i].quoted:
            return k + 1
        if word.lower == "that" and k > first and stem(words[k - 1].lower) in CUES:
            return k + 1
        if word.lower in ("but", "because", "although", "while"):
            return k + 1
    return first
