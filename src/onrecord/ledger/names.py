"""Names as they are compared: without accents, case, punctuation and a leading "the"."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_WORD = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=200_000)
def plain(name: str) -> str:
    """The name in lower-case ASCII words; equal for "Lucía PAREDES" and "lucia paredes"."""
    words = _NOT_WORD.sub(" ", anyascii(name.replace("’", "'")).lower()).strip()
    return words.removeprefix("the ")


@lru_cache(maxsize=50_000)
def plain_unit(unit: str) -> str:
    """The unit in lower-case ASCII words, its last word in the singular."""
    words = plain(unit)
    for plural, singular in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("s", "")):
        if words.endswith(plural) and not words.endswith("ss") and len(words) > len(plural) + 1:
            return words.removesuffix(plural) + singular
    return words


def same_unit(asked: str, unit: str | None) -> bool:
    """Whether a unit is the one asked for, or a kind of it ("diesel generator" is a generator).

    Currency codes must be equal.
    """
    if unit is None:
        return False
    want, have = plain_unit(asked), plain_unit(unit)
    return want == have or have.endswith(f" {want}")
