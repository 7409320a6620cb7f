"""`serve`: the record in a browser."""

from __future__ import annotations

import click

from onrecord.cli.options import path_of, record_option


@click.command()
@record_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True,
              help="0 takes a free one.")  # fmt: skip
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Any other address shows the record to others, for reading only.",
)
def serve(record_path: str | None, port: int, host: str) -> None:
    """Serve the record as pages and as JSON until stopped by Ctrl-C.

    On this machine alone it also takes decisions; what is open to others can only be read.
    """
    from onrecord.web import server

    path = path_of(record_path)
    local = host in server.LOCAL
    with server.bound(host, port) as sock:
        shown = "127.0.0.1" if host == "::" else host
        if ":" in shown and not shown.startswith("["):
            shown = f"[{shown}]"
        click.echo(f"{path} at http://{shown}:{sock.getsockname()[1]}/ - stop with Ctrl-C")
        if not local:
            click.echo(
                "Everybody who reaches this address can read the record; nobody can decide.",
                err=True,
            )
        server.serve(path, host, sock)
