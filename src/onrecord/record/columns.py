"""How our values stand in columns: readable in any SQL tool, and given back exactly as they were.

SQLite tools cut a text at NUL, PostgreSQL refuses NUL, and neither takes a lone surrogate. So three
things are written with the mark ␛ before them: NUL as ␛0, a lone surrogate as ␛ud800, and the mark
itself as ␛␛. All other text stands as it is. Lists of names are joined by "; " (a semicolon inside
a name is ␛;), places are "12-34 56-70".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    REAL,
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Double,
    Integer,
    Numeric,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine, UserDefinedType

MARK = "\u241b"
_WRITE = re.compile("[\x00\u241b\ud800-\udfff]")
_READ = re.compile("\u241b(?:(0)|u([0-9a-f]{4})|(\u241b))")

Places = tuple[tuple[int, int], ...]


def written(text: str) -> str:
    """The text as it stands in a column."""
    if text.isascii():
        return text.replace("\0", MARK + "0") if "\0" in text else text
    return _WRITE.sub(_write, text)


def _write(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\0":
        return MARK + "0"
    return MARK + MARK if char == MARK else f"{MARK}u{ord(char):04x}"


def read(column: str) -> str:
    """The text that `written` made this column of."""
    return _READ.sub(_back, column) if MARK in column else column


def _back(match: re.Match[str]) -> str:
    if match[1]:
        return "\0"
    return chr(int(match[2], 16)) if match[2] else MARK


def joined(names: Sequence[str | None]) -> str | None:
    """Names as one readable column; None for no names, ␛- for a name that is not known."""
    if not names:
        return None
    return "; ".join(
        MARK + "-" if name is None else written(name).replace(";", MARK + ";") for name in names
    )


def parted(column: str | None) -> tuple[str | None, ...]:
    """The names that `joined` made this column of."""
    if column is None:
        return ()
    if MARK not in column:
        return tuple(column.split("; "))
    return tuple(_name(item) for item in _unjoined(column))


def _unjoined(column: str) -> Iterable[str]:
    """The items between separators; a marked semicolon is part of an item."""
    item = ""
    at = 0
    while at < len(column):
        if column[at] == MARK:
            item += column[at : at + 2]
            at += 2
        elif column.startswith("; ", at):
            yield item
            item = ""
            at += 2
        else:
            item += column[at]
            at += 1
    yield item


def _name(item: str) -> str | None:
    if item == MARK + "-":
        return None
    parts = re.split(f"({MARK}.)", item, flags=re.DOTALL)
    plain = "".join(";" if part == MARK + ";" else part for part in parts)
    return read(plain)


def places(column: str | None) -> Places:
    """The offsets in a column of places."""
    if not column:
        return ()
    return tuple(
        (int(start), int(end))
        for start, _, end in (place.partition("-") for place in column.split(" "))
    )


def spread(offsets: Iterable[tuple[int, int]]) -> str | None:
    """Offsets as a readable column of places; None for no place."""
    return " ".join(f"{start}-{end}" for start, end in offsets) or None


class Words(TypeDecorator[str]):
    """Text of any characters, stored readable and reversible."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:  # noqa: ARG002
        """From the text to what stands in the column."""
        return lambda value: None if value is None else written(value)

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[str | None], str | None]:
        """From the column to the text as it was."""
        return lambda value: value if value is None or MARK not in value else read(value)


class Names(TypeDecorator[tuple[str | None, ...]]):
    """A list of names (or ids) in one readable column."""

    impl = Text
    cache_ok = True

    def bind_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
    ) -> Callable[[Sequence[str | None] | None], str | None]:
        """From the names to one text."""
        return lambda value: joined(value) if value else None

    def result_processor(
        self,
        dialect: Dialect,  # noqa: ARG002
        coltype: object,  # noqa: ARG002
    ) -> Callable[[str | None], tuple[str | None, ...]]:
        """From the text to the names."""
        return parted


class _Any(UserDefinedType[Any]):
    """SQLite's ANY in a strict table: a value is kept in the form it came in."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The word in the table definition."""
        return "ANY"


class Number(TypeDecorator[Decimal]):
    """An exact number; in SQLite an integer or a real where that is exact, else its digits."""

    impl = Numeric
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """ANY in SQLite, NUMERIC elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(_Any())
        return dialect.type_descriptor(Numeric())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """The number in the form that keeps it exact."""
        if value is None or dialect.name != "sqlite":
            return value
        if value == value.to_integral_value() and abs(value) < 2**63:
            return int(value)
        real = float(value)
        return real if Decimal(repr(real)) == value else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """The number as it was (1.0 and 1 are one number)."""
        if value is None or isinstance(value, Decimal):
            return value
        return Decimal(repr(value) if isinstance(value, float) else value)


class Instant(TypeDecorator[datetime]):
    """A moment, in UTC with microseconds; in SQLite as text that sorts by time."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """TEXT in SQLite, TIMESTAMP WITH TIME ZONE elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """The moment in UTC. Raises ValueError for one without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"expected a time with its zone, got {value.isoformat()}")
        moment = value.astimezone(UTC)
        if dialect.name != "sqlite":
            return moment
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """The moment in UTC."""
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.astimezone(UTC)
        return datetime.fromisoformat(value)


ID = Text().with_variant(Text(collation="C"), "postgresql")
"""An id of ours; compared byte by byte everywhere."""

PLAIN = Text()
"""A word of a closed list, or text of ours."""

WHOLE = BigInteger().with_variant(Integer(), "sqlite")
"""A seq, an offset, a count."""

SCORE: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
"""A score between 0 and 1."""

FLAG = Boolean().with_variant(Integer(), "sqlite")
"""Yes or no."""
