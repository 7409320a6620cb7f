"""One line of the record, all of it: fields, evidence in its paragraph, edits, what is near it."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.cli.layout import ACCENT, QUIET, SHORT_ID, WARN, console, printable
from onrecord.views.held import Passage
from onrecord.views.shown import Edit, Section, Shown


def print_shown(answer: Shown) -> None:
    """Print the full story of a line."""
    out = console()
    out.print(
        Text.assemble((printable(answer.title), "bold"), (f"  {answer.kind} {answer.id}", QUIET))
    )
    fields = Table(box=None, pad_edge=False, show_header=False)
    fields.add_column(style=QUIET, no_wrap=True)
    fields.add_column(overflow="fold")
    for field in answer.fields:
        value = Text(printable(field.value))
        for more in (field.note, field.made_by):
            if more:
                value.append("  " + printable(more), style=QUIET)
        fields.add_row("  " + field.label, value)
    out.print(fields)
    for section in answer.sections:
        _print_section(out, section)
    for edit in answer.edits:
        _print_edit(out, edit)
    if answer.related:
        out.print(Text("\nNEAR IT", style="bold"))
        for identifier, title in answer.related:
            line = Text("  " + printable(title))
            line.append(f"  {identifier[:SHORT_ID]}", style=QUIET)
            out.print(line)


def _print_section(out: Console, section: Section) -> None:
    out.print(Text("\n" + printable(section.title).upper(), style="bold"))
    for line in section.lines:
        text = Text("  " + printable(line.text))
        if line.note:
            text.append("  " + printable(line.note), style=QUIET)
        if line.id:
            text.append("  " + line.id[:SHORT_ID], style=QUIET)
        out.print(text)
        for passage in line.passages:
            out.print(Padding(_passage(passage), (0, 0, 0, 4)))


def _passage(passage: Passage) -> Text:
    """The paragraph with the evidence between marks, and where it stands."""
    text = Text()
    at = 0
    for start, end in passage.marks:
        text.append(printable_run(passage.paragraph[at:start]))
        text.append("‹" + printable_run(passage.paragraph[start:end]) + "›", style=ACCENT)
        at = end
    text.append(printable_run(passage.paragraph[at:]))
    where = f"{printable(passage.report.name)}, {passage.report.day or 'undated'}"
    spans = ", ".join(f"{start}-{end}" for start, end in passage.spans)
    text.append(f"\n{where} · characters {spans}", style=QUIET)
    return text


def printable_run(words: str) -> str:
    """Characters inside a paragraph: blanks kept, line breaks and control characters defused."""
    return "".join(
        " " if c.isspace() else c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in words
    )


def _print_edit(out: Console, edit: Edit) -> None:
    places = sum(piece.kind != "same" for piece in edit.pieces)
    out.print(
        Text(
            f"\nEDITED  {edit.before.day or 'undated'} → {edit.after.day or 'undated'}",
            style="bold",
        ).append(f"  {edit.before.id[:SHORT_ID]} → {edit.after.id[:SHORT_ID]}", style=QUIET)
    )
    text = Text("  ")
    for place, piece in enumerate(edit.pieces):
        words = printable_run(piece.words)
        if piece.kind == "gone":
            text.append("[-" + words + "-]", style=WARN)
        elif piece.kind == "new":
            text.append("{+" + words + "+}", style=ACCENT)
        else:
            text.append(_around(words, place > 0, place < len(edit.pieces) - 1))
    out.print(text if places else Text("  nothing in the words"))


def _around(words: str, before: bool, after: bool) -> str:
    """The words next to a change; a long stretch between two is left out."""
    found = words.split(" ")
    if len(found) <= 2 * NEAR:
        return words
    start = " ".join(found[:NEAR]) + " " if before else ""
    return start + "…" + (" " + " ".join(found[-NEAR:]) if after else "")


NEAR = 12
"""Words of what stayed that are shown on each side of a change; the page shows both texts whole."""
