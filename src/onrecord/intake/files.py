"""Paths and standard input -> what comes in, one by one, in an order that stays."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from onrecord.domain.errors import UsageError
from onrecord.domain.findings import finding
from onrecord.intake.encoding import decoded
from onrecord.intake.item import MAX_FILE_BYTES, Incoming, once, refused, too_long
from onrecord.intake.jsonlines import Rejoined, json_lines, parsed
from onrecord.intake.plain import plain_report
from onrecord.intake.story import MAX_STORY_BYTES, story_reports

KINDS = {
    ".txt": "plain",
    ".text": "plain",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "story",
}
"""How a file is read, by the end of its name."""

QUIET = ("readme", "licence", "license", "copying", "notice")
"""Files that explain a folder and are no reports: left out without a word."""

STORY = "story.json"
STDIN = "-"


def incoming(
    paths: Sequence[str], stdin: BinaryIO | None = None, today: date | None = None
) -> Iterator[Incoming]:
    """Every report under these paths, lazily and in a stable order; a bad input gives findings.

    A path is a `.txt`, `.html`, `.jsonl` or `story.json` file, a folder of them (walked in order
    of names; one that holds a `story.json` stands for it), or "-" for `stdin`. With `today`,
    reports dated later get a finding. Raises UsageError, before anything is read, when a path does
    not exist or "-" is given without a stream.
    """
    if not paths:
        raise UsageError(
            "expected at least one path to read, got none; name a file or folder, or -"
        )
    for path in paths:
        if path != STDIN and not os.path.lexists(path):
            raise UsageError(f"expected a file or folder, got {path}, which does not exist")
        if path == STDIN and stdin is None:
            raise UsageError("expected something on standard input for -, got no stream")
    return once(item for path in paths for item in _one(path, stdin, today))


def _one(path: str, stdin: BinaryIO | None, today: date | None) -> Iterator[Incoming]:
    if path == STDIN and stdin is not None:
        yield from _stream(stdin, "stdin", STDIN, today)
        return
    try:
        mode = os.stat(path).st_mode
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, today)
    elif stat.S_ISREG(mode):
        yield from _file(path, Path(path).stem, today)
    else:  # a pipe, as `<(command)` gives one
        try:
            with open(path, "rb") as stream:
                yield from _stream(stream, shown(Path(path).stem), shown(path), today)
        except OSError as error:
            yield _unreadable(path, error)


def _folder(top: str, today: date | None) -> Iterator[Incoming]:
    empty = True
    for path, item in _walk(top, ()):
        empty = False
        if item is not None:
            yield item
        else:
            given = Path(path).relative_to(top).with_suffix("").as_posix()
            yield from _file(path, given, today)
    if empty:
        message = "expected .txt, .html or .jsonl files, got an empty folder; nothing was read"
        yield _refused(top, "nothing-to-read", message)


def _walk(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, Incoming | None]]:
    """The files to read below a folder, and refusals for what is not read."""
    try:
        status = os.stat(folder)
        names = sorted(name for name in os.listdir(folder) if not _quiet(name))
    except OSError as error:
        yield folder, _unreadable(folder, error)
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        message = "expected a folder below, got a link back to one above; it is not followed again"
        yield folder, _refused(folder, "symlink-loop", message)
        return
    if STORY in names:
        names = [STORY]
    for name in names:
        path = os.path.join(folder, name)
        if os.path.isdir(path):
            yield from _walk(path, (*above, here))
        elif name != STORY and KINDS.get(Path(name).suffix.lower()) in (None, "story"):
            message = (
                "expected .txt, .html or .jsonl in a folder, got another type; it was left out"
            )
            yield path, _refused(path, "file-skipped", message)
        else:
            yield path, None


def _quiet(name: str) -> bool:
    return name.startswith(".") or name.lower().split(".")[0] in QUIET


def _file(path: str, given: str, today: date | None) -> Iterator[Incoming]:
    kind = KINDS.get(Path(path).suffix.lower())
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            message = "expected a file, got a device, socket or pipe in a folder; it was left out"
            yield _refused(path, "file-skipped", message)
            return
        with open(path, "rb") as stream:
            yield from _typed(stream, kind, shown(given), shown(path), today)
    except OSError as error:
        yield _unreadable(path, error)


def _typed(
    stream: BinaryIO, kind: str | None, given: str, where: str, today: date | None
) -> Iterator[Incoming]:
    if kind == "lines":
        yield from json_lines(stream, given, where, today)
    elif kind == "story":
        yield from story_reports(stream.read(MAX_STORY_BYTES + 1), where, today)
    elif kind is None:
        message = (
            "expected a name that ends in .txt, .html, .jsonl or .json, got another; "
            "rename the file, or pass it on standard input with -"
        )
        yield refused(where, finding("unknown-file-type", message, where))
    else:
        yield _article(stream.read(MAX_FILE_BYTES + 1), kind, given, where, today)


def _article(data: bytes, kind: str, given: str, where: str, today: date | None) -> Incoming:
    if len(data) > MAX_FILE_BYTES:
        return refused(where, too_long(where))
    if not data.strip():
        message = "expected an article, got an empty file; check that it was saved in full"
        return refused(where, finding("empty-file", message, where))
    if kind == "page":
        # Here and not above: the extractor takes a third of a second to load, and most runs of
        # the program read no page.
        from onrecord.intake.article import page_report

        return page_report(data, given, where, today)
    return plain_report(data, given, where, today)


def _stream(stream: BinaryIO, given: str, where: str, today: date | None) -> Iterator[Incoming]:
    """A stream without a name: JSON Lines, a story, a page or plain text, by how it begins."""
    head = stream.readline(MAX_FILE_BYTES + 1)
    while head and not head.strip() and len(head) < MAX_FILE_BYTES:
        head += stream.readline(MAX_FILE_BYTES + 1)
    whole = io.BufferedReader(Rejoined(head, stream))
    yield from _typed(whole, kind_of(head), given, where, today)


def kind_of(head: bytes) -> str:
    """How a stream that begins with this line is to be read."""
    content, _ = decoded(head[:100_000], STDIN, page=True)
    start = (content or "").lstrip("\ufeff \t\r\n").lower()
    if start.startswith("{"):
        # An object that ends with its line is JSON Lines; one that goes on is a story.
        value, note = parsed(head.strip().removeprefix(b"\xef\xbb\xbf"), STDIN)
        if note is None and isinstance(value, dict) and isinstance(value.get("reports"), list):
            return "story"
        return "story" if start.rstrip() in ("{", '{"reports": [', '{"reports":[') else "lines"
    if start.startswith(("<!doctype html", "<html", "<?xml", "<head", "<body", "<article", "<!--")):
        return "page"
    return "plain"


def _unreadable(path: str, error: OSError) -> Incoming:
    reason = error.strerror or type(error).__name__
    message = f"expected a file that can be read, got: {reason}; check that it is still there"
    return _refused(path, "unreadable", message)


def _refused(path: str, code: str, message: str) -> Incoming:
    where = shown(path)
    return refused(where, finding(code, message, where))


def shown(path: str) -> str:
    """A path that can be printed and stored, also where its bytes are no UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
