"""The brief and disputes on a terminal, after the sketch of what it should feel like."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from onrecord.cli.layout import ACCENT, QUIET, SHORT_ID, WARN, console, joined, printable, shortened
from onrecord.views.brief import FACT_SCORE, Brief, Change, StageGroup, StoryBrief
from onrecord.views.called_for import Call
from onrecord.views.matter import matter
from onrecord.views.tables import CommitmentRow, DisputeRow

ORIGINS = 12
STORIES = 5
ROWS = 24
LEAST = 4
"""Stories that the brief shows, and lines of one group, shared out among the stories, but so many
at least: it has to fit a screen. The rest is counted."""

QUOTES = '“”"'
CALLS = 4
"""Of what is said to be needed one for so many lines that a group of its story may have."""

LEGEND = (
    "? a candidate: the reader is less sure · (for whom, by its story alone) · onrecord show ID"
)
REFUSALS = ("REFUSED", "BROKEN", "WITHDRAWN")


def print_brief(answer: Brief, empty: str) -> None:
    """Print the brief: counts, each story with its commitments by stage, disputes, changes."""
    out = console()
    counts = answer.counts
    if not counts.reports:
        out.print(escape(empty))
        return
    out.print(
        f"{_n(counts.reports, 'report')} · "
        f"{_n(counts.utterances, 'saying')} in {_n(counts.statements, 'statement')} · "
        f"{_n(counts.commitments, 'commitment')} in {_n(counts.pledges, 'pledge')} · "
        f"{_n(counts.disputes, 'dispute')} · {_n(counts.findings, 'finding')}"
    )
    stories = answer.stories[:STORIES]
    for story in stories:
        _print_story(out, story, max(LEAST, ROWS // len(stories)))
    more = answer.more + len(answer.stories) - len(stories)
    if more:
        out.print(Text(f"\nand {_n(more, 'story', 'stories')} more", style=QUIET))
    out.print(Text(f"\n{LEGEND}", style=QUIET))
    if answer.changed:
        out.print()
        out.print(Text("CHANGED LAST", style="bold"))
        for change in answer.changed:
            out.print(_change(change, out.width))


def _print_story(out: Console, story: StoryBrief, rows: int) -> None:
    out.print()
    when = " to ".join(dict.fromkeys(day for day in (story.first, story.last) if day))
    about = " · ".join(
        part
        for part in (when, _n(story.reports, "report"), _n(story.origins, "independent origin"))
        if part
    )
    out.print(Text.assemble((printable(story.title), "bold"), (f"  {about}", QUIET)))
    out.print(Text("─" * min(out.width, 120), style=QUIET))
    for group in story.groups:
        if group.rows:
            _print_group(out, group, rows)
    if story.called_for:
        _print_calls(out, story.called_for[: max(1, rows // CALLS)])
    if story.disputes:
        out.print(Text("DISPUTED", style=f"bold {WARN}"))
        for dispute in story.disputes[:rows]:
            print_dispute(dispute, out)
        if len(story.disputes) > rows:
            out.print(
                Text(f"  and {len(story.disputes) - rows} more: onrecord disputes", style=QUIET)
            )


def _print_group(out: Console, group: StageGroup, rows: int) -> None:
    style = WARN if group.title in REFUSALS else ACCENT
    out.print(Text(group.title, style=f"bold {style}"))
    shown = group.rows[:rows]
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0), expand=False)
    parties, matter, deadline = _widths(out.width)
    table.add_column(width=parties, overflow="fold")
    table.add_column(width=matter, overflow="fold")
    table.add_column(width=deadline, overflow="fold")
    table.add_column(width=ORIGINS, justify="right", style=QUIET, no_wrap=True)
    table.add_column(width=SHORT_ID, style=QUIET, no_wrap=True)
    for row in shown:
        table.add_row(
            Text(("? " if row.score < FACT_SCORE else "") + _parties(row, group.title)),
            _matter(row),
            Text(printable(row.deadline or "")),
            Text(("⚡ " if row.disputes else "") + _n(row.origins, "origin")),
            Text(row.id[:SHORT_ID]),
        )
    out.print(table)
    rest = len(group.rows) - len(shown) + group.more
    if rest > 0:
        out.print(Text(f"  and {rest} more: onrecord commitments", style=QUIET))


def _print_calls(out: Console, calls: Sequence[Call]) -> None:
    """What is said to be needed, each with who says it and where."""
    out.print(Text("SAID TO BE NEEDED", style=f"bold {ACCENT}"))
    for call in calls:
        line = Text(f"{printable(joined(call.speakers))}: ")
        line.append(f"“{shortened(call.words.strip(QUOTES), 300)}”")
        where = call.evidence.report
        told = f"  {printable(where.name)}, {where.day or 'undated'} {call.id[:SHORT_ID]}"
        line.append(told, style=QUIET)
        if call.beside:
            line.append(f"\n   beside it: {shortened(printable(call.beside), 300)}", style=QUIET)
        out.print(line)


def _widths(whole: int) -> tuple[int, int, int]:
    """Columns for the parties, the matter and the deadline, out of what the rest leaves."""
    left = max(48, min(whole, 140) - ORIGINS - SHORT_ID - 2 * 4 - 2)
    return left * 32 // 100, left * 49 // 100, left * 19 // 100


def _parties(row: CommitmentRow, title: str) -> str:
    by = printable(joined(row.who)) or "?"
    if title == "ASKED FOR":
        return by + (f" ← {printable(joined(row.asked_by))}" if row.asked_by else "")
    mark = "✕" if title in REFUSALS else "→"
    if row.to_worked_out:
        return f"{by} {mark} ({printable(joined(row.to_worked_out))})"
    return by + (f" {mark} {printable(joined(row.to))}" if row.to else "")


def _matter(row: CommitmentRow) -> Text:
    text = Text(matter(row.quantity, shortened(row.what, 110)))
    for condition in row.conditions:
        text.append(f"\n{condition.kind.replace('_', ' ')}: ", style=QUIET)
        text.append(f"{shortened(condition.words, 70)} ({condition.state})")
    return text


def print_dispute(row: DisputeRow, out: Console | None = None) -> None:
    """Print both sides of a dispute, each quoted with its outlet and date."""
    out = out or console()
    told = (f"  {row.kind} · {row.id[:SHORT_ID]}", QUIET)
    out.print(Text.assemble(("⚡ ", WARN), shortened(row.title, 80), told))
    for side in row.sides:
        value = printable(side.value)
        for quoted in side.evidence[:1]:
            words = shortened(quoted.words, 110)
            day = quoted.report.day or "undated"
            where = ", ".join(dict.fromkeys(q.report.name for q in side.evidence))
            line = Text("   ")
            if value and value not in printable(quoted.words):
                line.append(f"{value}: ")
            line.append(f"“{words}”")
            line.append(f"  {printable(where)}, {day}", style=QUIET)
            out.print(line)


def _change(change: Change, width: int) -> Text:
    day = change.on or "undated"
    what = change.stage.replace("_", " ") if change.stage else change.kind
    return Text.assemble(
        (f"  {day:10}  ", QUIET),
        f"{what}: {shortened(change.words, max(30, width - 50))}",
        (f"  {printable(change.evidence.report.name)} {change.id[:SHORT_ID]}", QUIET),
    )


def _n(count: int, noun: str, plural: str | None = None) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {plural or noun + 's'}"
