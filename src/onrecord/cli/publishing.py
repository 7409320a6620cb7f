"""`publish`: the record as a folder of pages for any web server, or for the disk alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import click

from onrecord.cli.options import Day, path_of, record_option


def _base(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """The address with a / at its end. Fails where it is none of the web."""
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise click.BadParameter("expected an address like https://paper.example/record/")
    return value.rstrip("/") + "/"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@record_option
@click.option("--as-of", "as_of", type=Day(), help="What was known at the end of that day.")
@click.option("--on", type=Day(), help="What held in the world on that day.")
@click.option(
    "--story",
    "stories",
    multiple=True,
    metavar="STORY",
    help="Only this story (its id, or words of its title); may be given again.",
)
@click.option("--title", default="onrecord", show_default=True, help="The name of the site.")
@click.option("--url", "base", callback=_base, metavar="URL",
              help="Where it will stand: feeds then carry whole addresses.")  # fmt: skip
@click.option(
    "--texts",
    type=click.Choice(["whole", "quoted"]),
    default="whole",
    show_default=True,
    help="Reports with all of their text, or only the paragraphs that lines rest on.",
)
@click.option("--names", is_flag=True, help="With the names and reasons of those who decided.")
@click.option("--force", is_flag=True, help="Write into a folder that holds other files.")
def publish(
    folder: Path,
    record_path: str | None,
    as_of: date | None,
    on: date | None,
    stories: tuple[str, ...],
    **told: str | bool | None,
) -> None:
    """Write the record into DIR as pages that any web server, or a browser alone, shows.

    Nothing in it can be changed by visitors, and it asks for nothing from elsewhere. The same
    record gives the same files; only what changed is written again, and what is no more goes. Think
    of the rights in the texts before you show them to others: --texts quoted leaves most out. Who
    decided what, and why, stays inside unless --names says otherwise.
    """
    from onrecord.app.part import open_part
    from onrecord.web.asked import At
    from onrecord.web.folder import Folder
    from onrecord.web.publish import publish as write
    from onrecord.web.site import Told

    record = open_part(path_of(record_path), as_of, on, stories, bool(told["names"]))
    try:
        base = told["base"]
        site = Told(
            str(told["title"]),
            At(as_of, on),
            told["texts"] == "whole",
            None if base is None else str(base),
        )
        made = write(record, Folder(folder, bool(told["force"])), site)
    finally:
        record.close()
    gone = f", {made.gone} taken away" if made.gone else ""
    click.echo(f"{made.pages} pages, {made.files} files in all{gone}: {made.folder}/index.html")
