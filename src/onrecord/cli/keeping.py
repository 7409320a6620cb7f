"""`export`, `findings`, `rebuild`, `check-record`, `settings` and what to try next."""

from __future__ import annotations

import os
import shutil
import sys
from collections import Counter
from pathlib import Path

import click

from onrecord.app import config
from onrecord.app.record import FORMATS, Record
from onrecord.cli.layout import Column, print_json, print_table
from onrecord.cli.options import asking, json_option, nothing, path_of, record_option, writable
from onrecord.cli.plain import plain

STREAMS = ("json", "jsonl")


@click.command()
@click.option("--format", "form", type=click.Choice(FORMATS), default="json", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="A file for json and jsonl (default: standard output), a folder for csv and parquet.",
)
@asking
def export(record: Record, as_json: bool, form: str, out: Path | None) -> None:
    """Write the whole record in stable order: the same record gives the same bytes."""
    del as_json
    if form in STREAMS:
        if out is None:
            for piece in record.export_bytes(form):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
            return
        if out.is_dir():
            raise click.UsageError(
                f"--format {form} writes one file, and {out} is a folder; "
                f"type: --out {out / f'record.{form}'}"
            )
        try:
            with out.open("wb") as stream:
                stream.writelines(record.export_bytes(form))
        except OSError as error:
            raise click.FileError(str(out), hint=error.strerror or str(error)) from error
        click.echo(f"wrote {out}", err=True)
        return
    if out is None:
        raise click.UsageError(
            f"--format {form} writes one file for each table, so it wants a folder; "
            f"type: onrecord export --format {form} --out tables"
        )
    if out.is_file():
        raise click.UsageError(
            f"--format {form} writes one file for each table, so it wants a folder, "
            f"and {out} is a file; type: --out tables"
        )
    try:
        for path in record.export_files(form, out):
            click.echo(f"wrote {path}", err=True)
    except OSError as error:
        raise click.FileError(str(out), hint=error.strerror or str(error)) from error


@click.command()
@asking
def findings(record: Record, as_json: bool) -> int:
    """Problems met in the input and in the texts, each with its place and the next step."""
    rows = record.findings()
    if as_json:
        print_json(plain(rows))
    else:
        print_table(
            (
                Column("severity"),
                Column("code"),
                Column("where", flexible=True),
                Column("what", flexible=True),
            ),
            [
                (
                    row.severity,
                    row.code,
                    row.where or (row.text or "")[:8],
                    row.message + (f" “{row.quote.words[:60]}”" if row.quote else ""),
                )
                for row in rows
            ],
            nothing("findings", record),
        )
    return 1 if any(row.severity != "note" for row in rows) else 0


@click.command()
@record_option
@json_option
@click.option("--workers", type=click.IntRange(0), help="Processes for a large record.")
def rebuild(record_path: str | None, as_json: bool, workers: int | None) -> int:
    """Drop and remake every derived table, and prove that they come out the same."""
    with writable(record_path) as record:
        answer = record.rebuild(workers)
    if as_json:
        print_json(plain(answer))
        return 0 if answer.same or answer.stale else 1
    for table, rows in answer.rows.items():
        differing = answer.differing[table]
        told = "the same" if not differing else f"{len(differing)} came out otherwise"
        click.echo(f"{table:12} {rows:8} rows  {told}")
        for name in differing[:10]:
            click.echo(f"    {name}")
    if answer.stale:
        click.echo("The old tables were behind the facts; they are up to date now.")
    return 0 if answer.same or answer.stale else 1


@click.command("check-record")
@record_option
@json_option
def check_record(record_path: str | None, as_json: bool) -> int:
    """Verify digests, ids, quotes, references, the order and that facts are append-only."""
    from onrecord.app.record import open_record

    with open_record(path_of(record_path), writable=False) as record:
        found = list(record.check())
    if as_json:
        print_json(plain(found))
    else:
        for finding in found:
            click.echo(f"{finding.severity}: {finding.code}: {finding.message}")
        click.echo("sound" if not found else f"{len(found)} findings")
    return 1 if found else 0


@click.command()
def settings() -> None:
    """The settings in force: onrecord.toml < ONRECORD_... variables < flags."""
    held = config.load()
    for setting in config.SETTINGS:
        click.echo(f"{setting.name:14} {getattr(held, setting.name)!s:16} {setting.help}")


@click.command("next", hidden=True)
@record_option
def next_steps(record_path: str | None) -> None:
    """What to try next, with this record."""
    from onrecord.app.record import open_record

    path = path_of(record_path)
    with open_record(path, writable=False) as record:
        rows = sorted(record.commitments(), key=lambda row: (-row.origins, -row.score))
        speakers = Counter(name for row in record.said() for name in row.speakers)
    told = f" --record {path}"
    click.echo("\nWhat to try next:")
    script = Path(sys.prefix) / "bin" / "activate"
    if shutil.which("onrecord") is None and script.exists():
        click.echo(f"  source {os.path.relpath(script)}      # so that `onrecord` is found")
    if rows:
        click.echo(f"  onrecord show {rows[0].id[:8]}{told}      # one line, all of it")
    for name, _ in speakers.most_common(1):
        click.echo(f"  onrecord said {name.split()[-1]!r}{told}")
    click.echo(f"  onrecord timeline{told}")
    click.echo(f"  onrecord commitments --stage refused{told}")
    click.echo(f"  onrecord export --format csv --out tables{told}")
    click.echo(f"  onrecord read YOUR-FOLDER{told}      # .txt, .html, .jsonl")
    click.echo(f"\nThe page: onrecord serve{told}      # http://127.0.0.1:8000/")
