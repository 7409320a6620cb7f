"""`user`: accounts of those who reach a record from elsewhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from onrecord.app.accounts import SHORTEST_PASSWORD, Accounts, Role, open_accounts
from onrecord.app.record import open_record
from onrecord.cli.options import path_of, record_option

ROLES = click.Choice([str(role) for role in Role])

stdin_option = click.option(
    "--password-stdin", is_flag=True, help="Take the password from standard input, one line."
)


@click.group()
def user() -> None:
    """Accounts of those who reach the record from elsewhere.

    They stand in FILE.accounts beside the record, which only you can read. A reader reads, a
    reviewer decides too, an owner also sees who came in. A change holds from the next page on.
    """


@user.command()
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="What the user may do.")
@stdin_option
@record_option
def add(name: str, role: str, password_stdin: bool, record_path: str | None) -> None:
    """Add a user; the password is asked for."""
    with _accounts(record_path) as accounts:
        made = accounts.add(name, Role(role), _password(password_stdin))
    click.echo(f"{made.name}: {made.role}.")


@user.command("list")
@record_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(record_path: str | None, as_json: bool) -> None:
    """List the users."""
    with _accounts(record_path) as accounts:
        users = accounts.users()
    if as_json:
        rows = [{"name": u.name, "role": u.role, "made": u.made.isoformat()} for u in users]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif not users:
        click.echo("No users. Add one: onrecord user add NAME --role owner")
    for one in users if not as_json else ():
        click.echo(f"{one.role:<9} {one.name}  since {one.made:%Y-%m-%d}")


@user.command()
@click.argument("name")
@record_option
def remove(name: str, record_path: str | None) -> None:
    """Take a user away; what the user decided stays."""
    with _accounts(record_path) as accounts:
        accounts.remove(name)
    click.echo(f"{name} is gone, and logged out everywhere.")


@user.command()
@click.argument("name")
@click.argument("role", type=ROLES)
@record_option
def role(name: str, role: str, record_path: str | None) -> None:
    """Give a user another role."""
    with _accounts(record_path) as accounts:
        accounts.set_role(name, Role(role))
    click.echo(f"{name}: {role}.")


@user.command()
@click.argument("name")
@stdin_option
@record_option
def password(name: str, password_stdin: bool, record_path: str | None) -> None:
    """Give a user another password; it is asked for. All logins and tokens of the user end."""
    with _accounts(record_path) as accounts:
        accounts.set_password(name, _password(password_stdin))
    click.echo(f"{name} has another password, and is logged out everywhere.")


@user.command()
@click.argument("name")
@click.option("--days", type=click.IntRange(1, 3650), default=90, show_default=True,
              help="How long it holds.")  # fmt: skip
@record_option
def token(name: str, days: int, record_path: str | None) -> None:
    """Print a token with which a program reads the API as this user.

    It is shown this once: send it as "Authorization: Bearer TOKEN".
    """
    with _accounts(record_path) as accounts:
        click.echo(accounts.token(name, days))


@contextmanager
def _accounts(record_path: str | None) -> Iterator[Accounts]:
    path = path_of(record_path)
    with open_record(path, writable=False):
        accounts = open_accounts(path)
    try:
        yield accounts
    finally:
        accounts.close()


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    told: str = click.prompt(
        f"Password (at least {SHORTEST_PASSWORD} characters)",
        hide_input=True,
        confirmation_prompt="Once more",
    )
    return told
