"""The questions: brief, commitments, said, disputes, timeline, balance, entities, show, search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import click

from onrecord.app.rates import rates_of
from onrecord.app.record import Record
from onrecord.cli import brief_page, shown_page
from onrecord.cli.layout import SHORT_ID, Column, joined, print_json, print_table, shortened
from onrecord.cli.options import asking, nothing
from onrecord.cli.plain import plain
from onrecord.domain.rates import PATIENCE
from onrecord.domain.words import Category, Stage
from onrecord.views.amounts import written
from onrecord.views.brief import FACT_SCORE
from onrecord.views.queue import KINDS

WORDS = 70
"""Characters of a quotation that a table's row shows; `show` gives it whole."""


def short(identifier: str) -> str:
    """An id as tables show it."""
    return identifier[:SHORT_ID]


@click.command()
@asking
def brief(record: Record, as_json: bool) -> None:
    """One screen: stories, commitments by stage, refusals, requests, disputes, what changed."""
    answer = record.brief()
    if as_json:
        print_json(plain(answer))
    else:
        brief_page.print_brief(answer, nothing("reports in the record", record))


def _name_option(name: str, help: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(f"--{name}", name, metavar="NAME", help=help)


@click.command()
@_name_option("by", "Undertaken by; any of a party's names.")
@_name_option("to", "Towards.")
@click.option("--category", type=click.Choice([str(c) for c in Category]), help="What it is about.")
@click.option("--item", metavar="WORDS", help="Words in the object or the unit.")
@click.option("--stage", type=click.Choice([str(s) for s in Stage]), help="The stage that holds.")
@click.option("--since", metavar="DATE", help="The stage dates from this day or later.")
@click.option("--until", metavar="DATE", help="The stage dates from this day or earlier.")
@asking
def commitments(record: Record, as_json: bool, **wanted: str | None) -> None:
    """Who undertakes what towards whom, how much, on which condition, by when, how far it is."""
    rows = record.commitments(**wanted)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("by", flexible=True),
            Column("to", flexible=True),
            Column("what", flexible=True),
            Column("quantity"),
            Column("by when"),
            Column("condition", flexible=True),
            Column("stage"),
            Column("origins", right=True),
        ),
        [
            (
                short(row.id),
                joined(row.who) + (" (each)" if row.distribution == "each" else ""),
                joined(row.to),
                shortened(row.what, WORDS),
                row.quantity,
                row.deadline,
                "; ".join(f"{c.kind} {c.words} ({c.state})" for c in row.conditions),
                row.stage.replace("_", " ") + (" ?" if row.score < FACT_SCORE else ""),
                str(row.origins),
            )
            for row in rows
        ],
        nothing("commitments that fit", record),
    )


@click.command()
@click.argument("name")
@click.option("--about", metavar="WORDS", help="Only sayings with these words.")
@asking
def said(record: Record, as_json: bool, name: str, about: str | None) -> None:
    """What NAME said: each saying once, with how the reports give it."""
    rows = record.said(name, about)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("on"),
            Column("who", flexible=True),
            Column(""),
            Column("words", flexible=True),
            Column("told by", flexible=True),
            Column("origins", right=True),
        ),
        [
            (
                short(row.id),
                row.on or "",
                joined(row.speakers),
                "" if row.mode == "said" else row.mode,
                shortened(row.words, 2 * WORDS),
                ", ".join(dict.fromkeys(r.report.name for r in row.renderings)),
                str(row.origins),
            )
            for row in rows
        ],
        nothing(f"sayings of {name!r}", record),
    )


@click.command()
@asking
def disputes(record: Record, as_json: bool) -> None:
    """Accounts that cannot both be right about one matter, both sides quoted."""
    rows = record.disputes()
    if as_json:
        print_json(plain(rows))
        return
    if not rows:
        click.echo(nothing("disputes", record))
    for row in rows:
        brief_page.print_dispute(row)


@click.command()
@click.option("--who", metavar="NAME", help="Only this party or speaker.")
@click.option("--since", metavar="DATE", help="From this day.")
@click.option("--until", metavar="DATE", help="To this day.")
@asking
def timeline(
    record: Record, as_json: bool, who: str | None, since: str | None, until: str | None
) -> None:
    """Sayings and stages in order of the day they happened; undated ones at the end."""
    answer = record.timeline(who, since, until)
    if as_json:
        print_json(plain(answer))
        return
    print_table(
        (
            Column("on"),
            Column("id"),
            Column("stage"),
            Column("who", flexible=True),
            Column("what", flexible=True),
            Column("told by", flexible=True),
        ),
        [
            (
                event.on or "undated",
                short(event.id),
                "said"
                if event.stage is None
                else event.stage.replace("_", " ") + (" ?" if event.candidate else ""),
                joined(event.who),
                shortened(event.words, 2 * WORDS),
                event.evidence.report.name,
            )
            for event in (*answer.dated, *answer.undated)
        ],
        nothing("events that fit", record),
    )


@click.command()
@click.argument("unit")
@click.option("--to", metavar="NAME", help="Only what is undertaken towards this party.")
@click.option(
    "--rates",
    "table",
    metavar="FILE",
    help="Count money of every currency in UNIT, at the rate of the day it was told: a CSV with "
    "date, currency, rate for one of the base (and base, else EUR), or 'ecb' for the carried "
    "reference rates of the European Central Bank.",
)
@click.option("--within", type=click.IntRange(0, 366), default=PATIENCE, show_default=True,
              help="Days for which a rate holds when none follows.")  # fmt: skip
@asking
def balance(
    record: Record, as_json: bool, unit: str, to: str | None, table: str | None, within: int
) -> int:
    """How much of UNIT ("Patriot battery", EUR) was requested, announced, agreed, fulfilled.

    Each undertaking counts once, in the furthest stage that it has reached; announced takes in what
    is further. An open end stays open: "24 or more". Money without a rate counts as at least
    nothing, leaves the sum open, and is listed.
    """
    rates, unread = (None, ()) if table is None else rates_of(table, within)
    answer = record.balance(unit, to, rates)
    told = (*unread, *answer.findings)
    answer = replace(answer, findings=told)
    code = 1 if told else 0
    if as_json:
        print_json(plain(answer))
        return code
    print_table(
        (
            Column("", flexible=True),
            Column("requested", right=True),
            Column("announced or further", right=True),
            Column("agreed", right=True),
            Column("fulfilled", right=True),
            Column("undertakings", flexible=True),
        ),
        [
            (
                row.party if row.role in ("all",) else f"{row.role} {row.party}",
                *(written(a) for a in (row.requested, row.announced, row.agreed, row.fulfilled)),
                " ".join(short(identifier) for identifier in row.commitments),
            )
            for row in answer.rows
        ],
        nothing(f"quantities of {unit!r}", record),
    )
    if answer.rates is not None:
        click.echo(f"\nAt the rates of {answer.rates}.")
    for one in told:
        click.echo(f"{one.severity}: {one.code}: {one.message}")
    return code


@click.command()
@click.argument("name", required=False)
@asking
def entities(record: Record, as_json: bool, name: str | None) -> None:
    """Persons, organisations and places under all their names."""
    rows = record.entities(name)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("id"),
            Column("kind"),
            Column("name", flexible=True),
            Column("also", flexible=True),
            Column("roles", flexible=True),
            Column("ids"),
            Column("reports", right=True),
            Column("said", right=True),
            Column("undertakes", right=True),
        ),
        [
            (
                short(row.id),
                row.kind,
                row.name,
                ", ".join(v for v in row.variants if v != row.name),
                "; ".join(row.roles[:3]),
                " ".join(one.id for one in row.ids),
                str(row.reports),
                str(row.utterances),
                str(row.commitments),
            )
            for row in rows
        ],
        nothing("names that fit", record),
    )


@click.command()
@click.argument("identifier", metavar="ID")
@asking
def show(record: Record, as_json: bool, identifier: str) -> None:
    """The full story of any line: every field, every evidence in its paragraph."""
    answer = record.show(identifier)
    if as_json:
        print_json(plain(answer))
    else:
        shown_page.print_shown(answer)


@click.command()
@click.argument("words")
@click.option("--limit", type=click.IntRange(1, 1000), default=30, show_default=True)
@asking
def search(record: Record, as_json: bool, words: str, limit: int) -> None:
    """Full-text search over texts, names, statements and pledges."""
    hits = record.search(words, limit)
    if as_json:
        print_json(plain(hits))
        return
    print_table(
        (Column("kind"), Column("id"), Column("where it stands", flexible=True)),
        [(hit.kind, short(hit.id), shortened(hit.snippet, 2 * WORDS)) for hit in hits],
        nothing(f"lines with {words!r}", record),
    )


@click.command()
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--kind", type=click.Choice(KINDS), help="Questions of one kind alone.")
@asking
def queue(record: Record, as_json: bool, limit: int, kind: str | None) -> None:
    """What waits for a person: proposals below the policy's threshold and candidate pledges."""
    items = record.queue(limit, kind)
    if as_json:
        print_json(plain(items))
        return
    print_table(
        (
            Column("id"),
            Column("score", right=True),
            Column("question", flexible=True),
            Column("why", flexible=True),
        ),
        [
            (
                short(item.id),
                f"{item.score:.2f}",
                item.question,
                "; ".join(f"{r.feature} {r.detail}" for r in item.reasons[:3]),
            )
            for item in items
        ],
        nothing("proposals that wait", record),
    )
