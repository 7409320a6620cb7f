"""Identifiers made from content, with the kind and the number of the recipe in their prefix.

An id is `<letter><recipe><20 characters>`: the letter tells the kind (`LETTERS`), the recipe number
changes whenever the canonical form does, and the rest is the beginning of a SHA-256 in base 32
(100 bits). The canonical form writes every part with its type and its length, so that no two
different tuples give the same bytes. `tests/domain/test_ids.py` pins ids by value.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

RECIPE = 1
LENGTH = 20
ENCODED = 15  # bytes of the digest that its first 20 characters in base 32 are made of (24 in all)
LARGE = 10**27  # below the precision to which decimals are normalised

LETTERS = {
    "text": "t",
    "report": "r",
    "reading": "g",
    "mention": "m",
    "time": "w",
    "quantity": "q",
    "statement": "s",
    "pledge": "p",
    "entity": "e",
    "utterance": "u",
    "commitment": "c",
    "dispute": "d",
    "story": "y",
    "proposal": "l",
    "decision": "j",
    "finding": "f",
    "need": "n",
    "withdrawal": "x",
}
KINDS = {letter: kind for kind, letter in LETTERS.items()}

Part = None | bool | int | float | str | bytes | Decimal | Enum | Sequence["Part"]


def canonical(part: Part) -> bytes:
    """Bytes that stand for `part` and for nothing else: a type letter, a length, the value."""
    # The three commonest first: the ids of a report's annotations take half the time.
    if type(part) is str:
        return _framed(b"s", part.encode("utf-8", "surrogatepass"))
    if type(part) is int and -LARGE < part < LARGE:
        return _framed(b"d", b"%d" % part)
    if type(part) is tuple:
        return _framed(b"l", b"".join(map(canonical, part)))
    if part is None:
        return b"n0:"
    if isinstance(part, Enum):
        return canonical(part.value)
    if isinstance(part, bool):
        return b"b1:1" if part else b"b1:0"
    if isinstance(part, (int, float, Decimal)):
        return _framed(b"d", _number(part))
    if isinstance(part, str):
        return _framed(b"s", part.encode("utf-8", "surrogatepass"))
    if isinstance(part, bytes):
        return _framed(b"y", part)
    return _framed(b"l", b"".join(canonical(item) for item in part))


def _number(value: int | float | Decimal) -> bytes:
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return format(number.normalize(), "f").encode("ascii")


def _framed(kind: bytes, body: bytes) -> bytes:
    return b"%b%d:%b" % (kind, len(body), body)


def content_id(kind: str, *parts: Part) -> str:
    """The id of a thing of this kind with these parts; the same parts give the same id for ever."""
    digest = hashlib.sha256(canonical((kind, *parts))).digest()[:ENCODED]
    body = base64.b32encode(digest).decode("ascii").lower()[:LENGTH]
    return f"{LETTERS[kind]}{RECIPE}{body}"


def kind_of(identifier: str) -> str | None:
    """The kind that an id, or the beginning of one, names; None when it is no id of ours."""
    return KINDS.get(identifier[:1])
