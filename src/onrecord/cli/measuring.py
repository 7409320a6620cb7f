"""`evaluate`: the readers on gold files of the user's own."""

from __future__ import annotations

import click

from onrecord.app.evaluate import evaluate as run
from onrecord.cli.layout import Column, print_json, print_table
from onrecord.cli.plain import plain


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--workers", type=click.IntRange(0), help="Reading processes; 0 takes every core.")
@click.option("--perfect", is_flag=True, help="Link a story's true readings: linking alone.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def evaluate(gold: tuple[str, ...], workers: int | None, perfect: bool, as_json: bool) -> None:
    """Read the texts of GOLD and score what was found against its answers.

    GOLD is JSON Lines in the shape that `annotate` writes, with any of "attributions", "pledges",
    "mentions" and "times" filled in, or a story.json with its true record.
    """
    rows = run(gold, workers, perfect)
    if as_json:
        print_json(plain(rows))
        return
    print_table(
        (
            Column("gold"),
            Column("measure", flexible=True),
            Column("precision", right=True),
            Column("recall", right=True),
            Column("F1", right=True),
            Column("of", right=True),
        ),
        [
            (
                row.gold,
                row.measure,
                "" if row.precision is None else f"{row.precision:.3f}",
                "" if row.recall is None else f"{row.recall:.3f}",
                f"{row.value:.3f}",
                str(row.count),
            )
            for row in rows
        ],
        "The files hold no answers: no attributions, pledges, mentions or times.",
    )
