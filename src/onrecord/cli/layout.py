"""Tables and lines: fitted to a terminal, whole and plain in a pipe."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 100
"""Columns of running text where no terminal tells its width."""

SHORT_ID = 8
"""Characters of an id that a table shows: 30 bits after the prefix, enough for any record that one
person reads; `show` takes any beginning and says when it fits several lines."""

ACCENT = "dark_cyan"
WARN = "dark_orange3"
QUIET = "bright_black"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, alignment, and whether it may shrink and wrap on a narrow terminal."""

    heading: str
    right: bool = False
    flexible: bool = False
    style: str = ""


def console(stderr: bool = False) -> Console:
    """Where to print: colours and the terminal's width there, plain text in a pipe."""
    stream = sys.stderr if stderr else sys.stdout
    if stream.isatty():
        return Console(file=stream, highlight=False, soft_wrap=False)
    return Console(file=stream, highlight=False, width=PIPE_WIDTH, no_color=True, soft_wrap=True)


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]], empty: str) -> None:
    """Print rows under headings; `empty` says what to do when there are none."""
    if not rows:
        click.echo(empty)
        return
    out = console()
    if not out.is_terminal:
        _print_plain(columns, rows)
        return
    table = Table(box=None, pad_edge=False, header_style=QUIET, show_edge=False)
    for column in columns:
        table.add_column(
            column.heading,
            justify="right" if column.right else "left",
            overflow="fold" if column.flexible else "ellipsis",
            no_wrap=not column.flexible,
            style=column.style,
            ratio=None,
        )
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))
    out.print(table)


def _print_plain(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    cells = [[column.heading for column in columns]] + [[printable(c) for c in row] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    for row in cells:
        parts = [
            cell.rjust(width) if column.right else cell.ljust(width)
            for cell, width, column in zip(row, widths, columns, strict=True)
        ]
        click.echo("  ".join(parts).rstrip())


def printable(words: str) -> str:
    """The words on one line, without characters that a terminal would obey."""
    return " ".join(
        "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in words)
        .replace("\N{LINE SEPARATOR}", " ")
        .split()
    )


def print_json(value: object) -> None:
    """Print plain data as JSON, indented, with keys in the order given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def shortened(words: str, width: int) -> str:
    """The words, cut at a blank before `width` with an ellipsis where they are longer."""
    line = printable(words)
    if len(line) <= width:
        return line
    cut = line[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(",;: ") + "…"


def joined(words: Iterable[str], last: str = " + ") -> str:
    """Names in a row."""
    return last.join(words)
