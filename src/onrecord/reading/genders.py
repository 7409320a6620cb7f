"""Which pronoun a person takes, as far as a first name, a title or a role tells it."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from anyascii import anyascii

TITLES = {
    "mr": "m",
    "mister": "m",
    "sir": "m",
    "lord": "m",
    "king": "m",
    "prince": "m",
    "pope": "m",
    "father": "m",
    "imam": "m",
    "mrs": "f",
    "ms": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
    "queen": "f",
    "princess": "f",
    "baroness": "f",
}
"""Titles before a name that tell the gender."""


@cache
def first_names() -> dict[str, str]:
    """Every listed first name in lower-case ASCII letters, with "f" or "m"."""
    found: dict[str, str] = {}
    gender = ""
    data = files("onrecord.reading").joinpath("first_names.txt").read_text(encoding="utf-8")
    for line in data.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            gender = line[1]
        else:
            found.update(dict.fromkeys(line.split(), gender))
    return found


def of_name(name: str) -> str | None:
    """ "f" or "m" by the first name of a full name ("Jill Stein"); None where it does not tell."""
    words = re.findall(r"[^\W\d_]+", anyascii(name).lower())
    if not words:
        return None
    if words[0] in TITLES:
        return TITLES[words[0]]
    if len(words) < 2:
        # A bare male first name is often a surname ("Grant", "Ryan"); a female one seldom.
        return "f" if first_names().get(words[0]) == "f" else None
    return next((first_names()[word] for word in words[:-1] if word in first_names()), None)
