"""`need` and `coverage`: what is required, and how far supply goes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from onrecord.app.needs import Stated, Told
from onrecord.app.record import Record
from onrecord.cli.asking import short
from onrecord.cli.layout import Column, print_json, print_table, shortened
from onrecord.cli.options import asking, json_option, nothing, record_option, writable
from onrecord.cli.plain import plain
from onrecord.domain.amounts import Amount
from onrecord.domain.words import Period
from onrecord.views.amounts import written
from onrecord.views.coverage import CoverageRow, SupplyRow, share_words, short_words
from onrecord.views.needs import NeedRow, term

WORDS = 60


@click.group()
def need() -> None:
    """What is needed, by whose account: requirement lines that supply is held against.

    `onrecord coverage` weighs them against what is announced and delivered.
    """


@need.command()
@click.argument("item")
@click.argument("amount")
@click.option("--per", type=click.Choice([str(p) for p in Period]),
              help="Needed again in every such period; without it once in all.")  # fmt: skip
@click.option("--from", "start", required=True, metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Through this day; once: due on it.")
@click.option("--to", metavar="NAME", help="Who needs it: only supply for them counts.")
@click.option("--source", required=True, metavar="WORDS", help="Whose account this is, and where.")
@record_option
@json_option
def add(item: str, amount: str, record_path: str | None, as_json: bool, **told: Any) -> None:
    """State a need: AMOUNT ("75000", "60000-90000", "24+", "up to 60") of ITEM, or of a currency.

    ITEM is a unit as undertakings have it ("155 mm shell", EUR); see `onrecord balance`.
    """
    with writable(record_path) as record:
        stated = record.state_need(Told(item, amount, **told))
        rows = {row.id: row for row in record.needs()}
    if as_json:
        print_json(plain(stated))
        return
    for identifier in (*stated.new, *stated.known):
        held = "" if identifier in stated.new else " (held already)"
        click.echo(f"{short(identifier)}  {_line(rows[identifier])}{held}")


def _line(row: NeedRow) -> str:
    towards = f" for {row.to}" if row.to else ""
    return f"{row.quantity}{towards}, {term(row)}; {row.source}"


@need.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@record_option
@json_option
def import_(path: Path, record_path: str | None, as_json: bool) -> int:
    """State the needs of a CSV: columns item, amount, from, source; per, until, to as wanted."""
    with writable(record_path) as record:
        stated: Stated = record.state_needs(path)
    if as_json:
        print_json(plain(stated))
    else:
        for one in stated.findings:
            click.echo(f"{one.severity}: {one.code}: {one.where}: {one.message}", err=True)
        click.echo(f"{len(stated.new)} new, {len(stated.known)} held already, "
                   f"{len(stated.findings)} findings")  # fmt: skip
    return 1 if stated.findings else 0


@need.command("list")
@click.option("--all", "withdrawn", is_flag=True, help="With those that were withdrawn.")
@asking
def list_(record: Record, as_json: bool, withdrawn: bool) -> None:
    """List the needs that hold."""
    rows = record.needs(withdrawn)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("needed", flexible=True),
            Column("for"),
            Column("when", flexible=True),
            Column("by whose account", flexible=True),
            Column(""),
        ),
        [
            (
                short(row.id),
                row.quantity,
                row.to or "",
                term(row),
                shortened(row.source, WORDS),
                f"withdrawn by {row.withdrawn.actor}: {row.withdrawn.reason}"
                if row.withdrawn
                else "",
            )
            for row in rows
        ],
        nothing('needs. State one: onrecord need add "155 mm shell" 75000 --per month ...', record),
    )


@need.command()
@click.argument("identifier", metavar="ID")
@click.option("--by", "actor", required=True, metavar="NAME", help="Who withdraws it.")
@click.option("--reason", required=True, metavar="WORDS", help="Why.")
@record_option
def remove(identifier: str, actor: str, reason: str, record_path: str | None) -> None:
    """Withdraw a need. It and its withdrawal stay in the record; it counts no longer."""
    with writable(record_path) as record:
        found = record.withdraw_need(identifier, actor, reason)
    click.echo(f"{short(found)}  withdrawn by {actor}: {reason}")


@click.command()
@click.argument("item", required=False)
@click.option("--to", metavar="NAME", help="Only what this party needs.")
@asking
def coverage(record: Record, as_json: bool, item: str | None, to: str | None) -> None:
    """Supply against need: what is delivered and announced, and when it falls short.

    With ITEM also over time. Delivered is what was told as fulfilled since the need began.
    Announced takes that in, and what is undertaken: for certain from its term on, at most from the
    day it was announced. A need falls due evenly, day by day. Days and amounts are from .. to where
    reports leave them open. Needs by several accounts stand side by side.
    """
    rows = record.coverage(item, to)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("needed", flexible=True),
            Column("by", flexible=True),
            Column("due so far", right=True),
            Column("supply"),
            Column("there", right=True),
            Column("covers", right=True),
            Column("first short", flexible=True),
            Column("short for good", flexible=True),
        ),
        [cells for row in rows for cells in _supplies(row)],
        nothing(
            "needs that fit"
            if item or to
            else 'needs. State one: onrecord need add "155 mm shell" 75000 --per month ...',
            record,
        ),
    )
    if item is not None:
        for row in rows:
            _print_steps(row)


def _supplies(row: CoverageRow) -> list[tuple[str, ...]]:
    towards = f" for {row.need.to}" if row.need.to else ""
    head = (
        short(row.id),
        row.need.quantity + towards,
        shortened(row.need.source, WORDS),
        f"{_bare(row.needed)} by {row.day}",
    )
    return [
        (*head, "delivered", *_cells(row.delivered)),
        ("", "", "", "", "announced or further", *_cells(row.announced)),
    ]


def _cells(supply: SupplyRow) -> tuple[str, ...]:
    return (
        _bare(supply.there),
        share_words(supply.covers),
        short_words(supply.first_short),
        short_words(supply.short_for_good),
    )


def _bare(amount: Amount) -> str:
    """The amount without its unit, which the first cell has."""
    if amount.max is None and not amount.min:
        return "0 or more"
    return written(replace(amount, unit=None))


def _print_steps(row: CoverageRow) -> None:
    click.echo(f"\n{row.need.quantity}, {term(row.need)} ({short(row.id)})")
    print_table(
        (
            Column("by the end of"),
            Column("due", right=True),
            Column("delivered", right=True),
            Column("announced or further", right=True),
        ),
        [
            (
                f"{step.day}",
                *(_bare(a) for a in (step.needed, step.delivered, step.announced)),
            )
            for step in row.steps
        ],
        "Nothing falls due before the last day told.",
    )
