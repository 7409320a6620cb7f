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
    help="Any other address serves others, who log in: see onrecord user add.",
)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="A certificate (PEM): serve by https.")  # fmt: skip
@click.option("--key", type=click.Path(exists=True, dir_okay=False), metavar="FILE",
              help="The certificate's private key.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 64), metavar="N",
              help="Processes that serve; unless told one for this machine alone, else one a core, "
              "at most 4.")  # fmt: skip
@click.option("--behind-proxy", is_flag=True,
              help="A proxy on this machine takes https and passes it on: all log in.")  # fmt: skip
def serve(  # noqa: PLR0913
    record_path: str | None,
    port: int,
    host: str,
    certificate: str | None,
    key: str | None,
    behind_proxy: bool,
    workers: int | None,
) -> None:
    """Serve the record as pages and as JSON until stopped by Ctrl-C.

    On this machine alone it opens without ceremony: who sits here may read and decide. Others have
    accounts; without any, nothing is served to them.
    """
    from onrecord.web import server
    from onrecord.web import workers as dividing

    https = server.Https(certificate, key, behind_proxy)
    path = path_of(record_path)
    local = server.is_local(host, https)
    count = workers or dividing.sensible(local)
    with server.bound(host, port) as sock, server.together(count) as shared:
        app = server.app_for(path, host, https, shared)
        shown = "127.0.0.1" if host == "::" else host
        if ":" in shown and not shown.startswith("["):
            shown = f"[{shown}]"
        scheme = "https" if certificate else "http"
        click.echo(f"{path} at {scheme}://{shown}:{sock.getsockname()[1]}/ - stop with Ctrl-C")
        if not local and not https.is_there:
            click.echo(
                "Passwords travel in the clear here. Give --certificate and --key, or put a proxy "
                "with https in front and say --behind-proxy.",
                err=True,
            )
        server.serve(app, sock, https, count)
