"""`conditions`: what undertakings depend on, and the boards of accession paths."""

from __future__ import annotations

import click

from onrecord.app.record import Record
from onrecord.cli.asking import WORDS, short
from onrecord.cli.layout import Column, joined, print_json, print_table, shortened
from onrecord.cli.options import asking, nothing
from onrecord.cli.plain import plain
from onrecord.domain.words import Category, ConditionState
from onrecord.views.conditions import ConditionLine, Path


@click.command()
@click.option("--by", metavar="NAME", help="Of what this party undertakes.")
@click.option("--to", metavar="NAME", help="Of what is undertaken towards this party.")
@click.option("--category", type=click.Choice([str(c) for c in Category]), help="What it is about.")
@click.option(
    "--state", type=click.Choice([str(s) for s in ConditionState]), help="What came of it."
)
@click.option(
    "--paths", is_flag=True, help="Ways into bodies (accession), each as the board of conditions."
)
@asking
def conditions(record: Record, as_json: bool, paths: bool, **wanted: str | None) -> None:
    """What undertakings depend on: open, met, failed or disputed, and the words that say so.

    Unknown: the undertaking went on without a word of it.
    """
    if paths:
        if wanted["category"] or wanted["state"] or (wanted["by"] and wanted["to"]):
            raise click.UsageError("--paths takes one name, by --by or --to, and no other filter")
        boards = record.paths(wanted["by"] or wanted["to"])
        if as_json:
            print_json(plain(boards))
        elif not boards:
            click.echo(nothing("accession paths", record))
        for board in () if as_json else boards:
            _print_path(board)
        return
    rows = record.conditions(**wanted)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("state"),
            Column("condition", flexible=True),
            Column("of", flexible=True),
            Column("stage"),
            Column("changed"),
            Column("by the words", flexible=True),
            Column("id"),
        ),
        [
            (
                str(row.state),
                f"{row.kind.replace('_', ' ')}: {shortened(row.words, WORDS)}",
                shortened(_of(row), WORDS),
                row.stage.replace("_", " "),
                row.on or "",
                _changed(row),
                short(row.commitment),
            )
            for row in sorted(rows, key=lambda row: list(ConditionState).index(row.state))
        ],
        nothing("conditions that fit", record),
    )


def _of(row: ConditionLine) -> str:
    towards = f" → {joined(row.to)}" if row.to else ""
    return f"{joined(row.by) or 'somebody'}{towards}: {row.what}"


def _changed(row: ConditionLine) -> str:
    told = dict.fromkeys(f"“{q.words}” ({q.report.name})" for q in row.changed)
    return shortened(" / ".join(told), 2 * WORDS)


def _print_path(path: Path) -> None:
    counted = ", ".join(f"{one.number} {one.state}" for one in path.states) or "no condition told"
    click.echo(f"\n{path.title}  ({counted})")
    for row in sorted(path.conditions, key=lambda row: list(ConditionState).index(row.state)):
        day = f" {row.on}" if row.on else ""
        click.echo(
            f"  [{row.state}]{day} {row.kind.replace('_', ' ')}: {shortened(row.words, 2 * WORDS)}"
        )
        if row.changed:
            click.echo(f"      {_changed(row)}")
    for one in path.undertakings:
        click.echo(
            f"  {one.stage.replace('_', ' '):10} {one.on or 'undated':10} "
            f"{joined(one.by) or 'somebody'}: {shortened(one.what, WORDS)}  {short(one.id)}"
        )
