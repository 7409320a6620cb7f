"""`decide`, `undo` and `history`: what a person judges, from the command line."""

from __future__ import annotations

import getpass
from typing import Any

import click

from onrecord.app.record import Record
from onrecord.app.review import Judged, Outcome
from onrecord.cli.layout import SHORT_ID, Column, print_json, print_table
from onrecord.cli.options import asking, json_option, nothing, record_option, writable
from onrecord.cli.plain import plain

_NAME = click.option(
    "--name", default=getpass.getuser, help="Who decides (default: who is logged in here)."
)
_REASON = click.option("--reason", required=True, help="Why.")
_SECOND = click.option(
    "--second", is_flag=True, help="Judge as a second coder: it is compared and changes nothing."
)


@click.command()
@click.argument("identifier", metavar="ID")
@click.argument("judgement", type=click.Choice(["accept", "reject"]))
@_REASON
@_NAME
@_SECOND
@record_option
@json_option
def decide(
    identifier: str, judgement: str, record_path: str | None, as_json: bool, **told: Any
) -> int:
    """Accept or reject a question of the queue, or anything that was read, by its id."""
    with writable(record_path) as record:
        whole = record.show(identifier).id
        judged = Judged(
            whole, judgement, told["name"], told["reason"], record.head, second=told["second"]
        )
        return _told(record.decide(judged), as_json)


@click.command()
@click.argument("identifier", metavar="DECISION")
@_REASON
@_NAME
@record_option
@json_option
def undo(identifier: str, reason: str, name: str, record_path: str | None, as_json: bool) -> int:
    """Take back a person's decision, with all of its act; what stood before stands again."""
    with writable(record_path) as record:
        whole = record.show(identifier).id
        return _told(record.undo(Judged(whole, "undo", name, reason, record.head)), as_json)


@click.command()
@click.option("--all", "everything", is_flag=True, help="Policies' decisions too.")
@asking
def history(record: Record, as_json: bool, everything: bool) -> None:
    """Every decision ever made, the last first, with who, when and why."""
    rows = record.decisions(people=not everything)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("when"),
            Column("who", flexible=True),
            Column("what"),
            Column("did", flexible=True),
            Column("why", flexible=True),
        ),
        [
            (
                row.id[:SHORT_ID],
                f"{row.known_at:%Y-%m-%d %H:%M}",
                row.actor,
                row.judgement + (" (taken back)" if row.undone else ""),
                row.did or (row.relation or "").replace("_", " "),
                row.reason,
            )
            for row in rows
        ],
        nothing("decisions of people", record),
    )


def _told(outcome: Outcome, as_json: bool) -> int:
    if as_json:
        print_json(plain(outcome))
    elif outcome.decisions:
        click.echo(f"recorded: {' '.join(one[:SHORT_ID] for one in outcome.decisions)}")
    else:
        click.echo("Nothing was recorded: it moved just now. See onrecord history.", err=True)
    return 0 if outcome.decisions else 1
