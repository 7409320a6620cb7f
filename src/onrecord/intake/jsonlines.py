"""JSON Lines -> reports, line by line; the text is taken as it stands."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import BinaryIO

from onrecord.domain.findings import Finding, finding
from onrecord.intake import normalise
from onrecord.intake.item import MAX_CHARACTERS, Incoming, accepted, refused, too_long

MAX_LINE_BYTES = 6 * MAX_CHARACTERS + 64_000
"""A text at the limit with every character escaped ("\\u0041"), and room for the other fields."""

_CHUNK = 1_000_000


def json_lines(
    stream: BinaryIO, given: str, where: str, today: date | None = None
) -> Iterator[Incoming]:
    """The reports of a stream of JSON Lines; a bad line gives a finding and the next is read."""
    lines = 0
    for number, line in _lines(stream):
        place = f"{where}:{number}"
        if line is None:
            lines += 1
            yield refused(place, too_long(place))
            continue
        if not line.strip():
            continue
        lines += 1
        value, note = parsed(line, place)
        if note is not None:
            yield refused(place, note)
        else:
            yield json_report(value, f"{given}:{number}", place, today)
    if not lines:
        message = "expected one JSON object a line, got no line; check that the file was saved"
        yield refused(where, finding("empty-file", message, where))


def parsed(data: bytes, where: str) -> tuple[object, Finding | None]:
    """The JSON value of these bytes, or a finding that says what is wrong with them."""
    try:
        return json.loads(data.decode("utf-8")), None
    except UnicodeDecodeError as error:
        message = (
            f"expected UTF-8, as JSON must be, got byte 0x{data[error.start]:02x} at byte "
            f"{error.start}; write the file as UTF-8"
        )
        return None, finding("json-not-utf8", message, where)
    except RecursionError:
        message = "expected a flat object, got JSON nested too deeply; write only the report"
        return None, finding("json-invalid", message, where)
    except ValueError as error:
        message = f"expected JSON, got something else ({error}); write one object a line"
        return None, finding("json-invalid", message[:300], where)


def json_report(value: object, default: str, where: str, today: date | None = None) -> Incoming:
    """The report of one JSON object; without an "id" it is called by its place."""
    if not isinstance(value, Mapping):
        message = (
            f"expected an object with a text, got {_kind(value)}; "
            'write {"id": ..., "text": ...} on each line'
        )
        return refused(where, finding("json-not-an-object", message, where))
    content = value.get("text")
    if not isinstance(content, str):
        came = "no such key" if "text" not in value else _kind(content)
        message = f'expected a string under "text", got {came}; put the article\'s text there'
        return refused(where, finding("json-without-text", message, where))
    given, notes = _given(value.get("id"), default, where)
    text, more = normalise.as_is(content, where)
    return accepted(where, text, given, value, notes + more, today)


def _given(value: object, default: str, where: str) -> tuple[str, tuple[Finding, ...]]:
    if isinstance(value, str) and value.strip():
        clean = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return clean.replace("\0", "\ufffd"), ()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value), (_id_note(f'the number {value}; it is taken as "{value}"', where),)
    came = "none" if value is None or value == "" else _kind(value)
    return default, (_id_note(f'{came}; the report is called "{default}"', where),)


def _id_note(came: str, where: str) -> Finding:
    message = f'expected a string under "id", got {came}: give each report an id that stays'
    return finding("id-missing", message, where)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false"}
    return "null" if value is None else names.get(type(value), "a number")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers, None for one above the limit, which is never held whole."""
    head = stream.read(4)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _wide_lines(_after(head, stream))
        return
    if head.startswith(codecs.BOM_UTF8):
        head = head[len(codecs.BOM_UTF8) :]
    source = _after(head, stream)
    number = 0
    while line := source.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES:
            yield number, line
            continue
        while not line.endswith(b"\n") and (line := source.readline(_CHUNK)):
            pass
        yield number, None


def _wide_lines(source: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """UTF-16 with its mark, as some shells write it, line by line as UTF-8."""
    text = io.TextIOWrapper(source, encoding="utf-16", errors="replace", newline="\n")
    number = 0
    while line := text.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) <= MAX_LINE_BYTES:
            yield number, line.encode("utf-8", "replace")
            continue
        while not line.endswith("\n") and (line := text.readline(_CHUNK)):
            pass
        yield number, None


def _after(head: bytes, stream: BinaryIO) -> BinaryIO:
    return io.BufferedReader(Rejoined(head, stream))


class Rejoined(io.RawIOBase):
    """A stream whose first bytes have been looked at already, whole again."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """True: it can be read."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer from the head first, then from the rest."""
        view = memoryview(buffer)  # type: ignore[arg-type]
        taken = self._head[: len(view)] or self._rest.read(len(view)) or b""
        self._head = self._head[len(view) :]
        view[: len(taken)] = taken
        return len(taken)
