"""`read` and `annotate`: reports in, a record or JSON Lines out."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onrecord.app.annotate import annotate_lines, annotate_page
from onrecord.app.ingest import Tally
from onrecord.cli.layout import console, print_json, printable
from onrecord.cli.options import json_option, record_option, writable

LOG_EVERY = 100

FOUND = {
    "statements": "statement",
    "pledges": "pledge",
    "names": "name",
    "quantities": "quantity",
}
"""What is told of that was found in new reports: of many, and of one."""


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@record_option
@click.option("--workers", type=click.IntRange(0), help="Reading processes; 0 takes every core.")
@json_option
def read(
    paths: tuple[str, ...], record_path: str | None, workers: int | None, as_json: bool
) -> int:
    """Read reports into the record.

    PATH is a .txt, .html or .jsonl file, a folder of them, a story.json, or - for standard input.
    What the record holds already is not read again; a run that was stopped goes on where it was.
    """
    started = time.monotonic()
    with writable(record_path) as record, _Watch() as watch:
        tally = record.read(paths, workers=workers, progress=watch.see)
    seconds = time.monotonic() - started
    if as_json:
        print_json({**tally.summary(), "seconds": round(seconds, 2)})
    else:
        _print_tally(tally, seconds)
    return 1 if tally.refused else 0


class _Watch:
    """Progress: a bar with reports/s on a terminal, a line per hundred reports elsewhere."""

    def __init__(self) -> None:
        out = console(stderr=True)
        self._bar = (
            Progress(
                TextColumn("reading"),
                BarColumn(bar_width=None),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]} reports/s"),
                TimeElapsedColumn(),
                console=out,
                transient=True,
            )
            if out.is_terminal
            else None
        )
        self._task = self._bar.add_task("", total=None, rate="-") if self._bar else None
        self._started = time.monotonic()

    def __enter__(self) -> _Watch:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def see(self, tally: Tally) -> None:
        """One report more."""
        rate = tally.reports / max(1e-6, time.monotonic() - self._started)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=tally.reports, rate=f"{rate:.1f}")
        elif tally.reports % LOG_EVERY == 0:
            click.echo(f"read {tally.reports} reports, {rate:.1f} reports/s", err=True)


def _print_tally(tally: Tally, seconds: float) -> None:
    parts = [f"{tally.new} new"]
    parts += [
        f"{count} {word}"
        for count, word in (
            (tally.known, "already known"),
            (tally.read_again, "read again"),
            (tally.copies, "of them copies" if tally.copies <= tally.new else "copies"),
            (tally.refused, "refused"),
        )
        if count
    ]
    found = tally.found
    some = "report" if tally.reports == 1 else "reports"
    line = f"Read {tally.reports} {some}: {', '.join(parts)}"
    if tally.new or tally.read_again:
        counts = (
            f"{found[many]} {one if found[many] == 1 else many}" for many, one in FOUND.items()
        )
        line = " · ".join((line, *counts))
    click.echo(f"{line} · {seconds:.1f} s")
    if tally.findings:
        told = ", ".join(f"{code} {n}" for code, n in sorted(tally.findings.items()))
        click.echo(f"Findings: {told} (onrecord findings)")
    for refusal in tally.refusals:
        how = "Refused again" if refusal.again else "Refused"
        click.echo(f"{how}: {printable(refusal.where)} ({refusal.code})")
    if tally.refused > len(tally.refusals):
        click.echo(f"  and {tally.refused - len(tally.refusals)} more refused: onrecord findings")
    if not tally.changed and not tally.refused:
        click.echo("Nothing changed: the record holds all of this already.")
    elif not tally.changed:
        rest = ": the record holds the rest already" if tally.known else ""
        click.echo(f"Nothing was added{rest}. Mend what was refused, and read it again.")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--out", type=click.Path(dir_okay=False), help="Write to this file.")
@click.option("--html", "as_html", is_flag=True, help="Write a page with the marked texts.")
@click.option("--workers", type=click.IntRange(0), help="Reading processes; 0 takes every core.")
def annotate(paths: tuple[str, ...], out: str | None, as_html: bool, workers: int | None) -> int:
    """Read reports and write what was found, a JSON object a line, in the order of the input.

    No record is touched. The last line on standard error says how many articles a second were read.
    """
    started = time.monotonic()
    count = failed = 0
    write, close = _writer(out)
    try:
        if as_html:
            page, count, failed = annotate_page(paths, workers)
            write(page)
        else:
            for line, findings in annotate_lines(paths, workers):
                for finding in findings:
                    click.echo(f"{finding.where}: {finding.code}: {finding.message}", err=True)
                if line is None:
                    failed += 1
                else:
                    count += 1
                    write(line + "\n")
    finally:
        close()
    seconds = time.monotonic() - started
    click.echo(
        f"{count} articles, {count / max(seconds, 1e-6):.1f} articles/s"
        + (f", {failed} refused" if failed else ""),
        err=True,
    )
    return 1 if failed else 0


def _writer(out: str | None) -> tuple[Callable[[str], object], Callable[[], object]]:
    """Where to write: a file that appears only when whole, or standard output."""
    if out is None:
        return sys.stdout.write, sys.stdout.flush
    target = Path(out)
    partial = target.with_name(target.name + ".part")
    try:
        stream = partial.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise click.FileError(out, hint=error.strerror or str(error)) from error

    def close() -> None:
        stream.close()
        if sys.exc_info()[0] is None:
            partial.replace(target)

    return stream.write, close
