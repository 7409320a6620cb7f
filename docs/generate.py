"""Writes docs/reference from the program itself: commands, findings, settings, public names.

    .venv/bin/python docs/generate.py

`tests/docs/test_reference.py` fails when a page has fallen behind.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import click

import onrecord
from onrecord.app import config
from onrecord.cli.main import tree
from onrecord.domain.findings import CODES

FOLDER = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """File name -> content of every generated page."""
    return {
        "commands.md": commands(),
        "findings.md": findings(),
        "settings.md": settings(),
        "python.md": python(),
    }


def commands() -> str:
    """Every command with its help, as `onrecord COMMAND --help` prints it."""
    parts = ["# Commands\n\nExit codes: 0 fine, 1 findings, 2 usage.\n"]
    parent = click.Context(
        tree,
        info_name="onrecord",
        max_content_width=100,
        terminal_width=100,
        help_option_names=tree.context_settings["help_option_names"],
    )
    for name, command in tree.commands.items():
        if not command.hidden:
            parts += _helps(name, command, parent)
    return "\n".join(parts)


def _helps(name: str, command: click.Command, parent: click.Context) -> list[str]:
    """The help of a command, and of the commands below it."""
    context = click.Context(
        command, info_name=name, parent=parent, max_content_width=100, terminal_width=100
    )
    whole = context.command_path.partition(" ")[2]
    found = [f"#{'#' * len(whole.split())} {whole}\n\n```text\n{command.get_help(context)}\n```\n"]
    if isinstance(command, click.Group):
        for below, part in command.commands.items():
            found += _helps(below, part, context)
    return found


def findings() -> str:
    """Every finding code with its severity, meaning and next step."""
    rows = [
        f"| `{code}` | {severity} | {meaning} |"
        for code, (severity, meaning) in sorted(CODES.items())
    ]
    return (
        "# Findings\n\nA problem in the input or in a text, never an exception. An *error* refused "
        "the input, a *warning*\nleaves doubt, a *note* tells.\n\n"
        "| code | severity | what it means and what to do |\n|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def settings() -> str:
    """Every setting with its default."""
    held = config.Settings()
    rows = [f"| `{s.name}` | `{getattr(held, s.name)}` | {s.help} |" for s in config.SETTINGS]
    return (
        "# Settings\n\n`onrecord.toml` in the current folder < `ONRECORD_NAME` in the environment "
        "< a flag.\n\n| name | default | what it is |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def python() -> str:
    """The public names with their promises, and the methods of a record."""
    parts = ["# In Python\n\n```python\nimport onrecord\n```\n"]
    for name in sorted(onrecord.__all__):
        thing = getattr(onrecord, name)
        signature = f"{inspect.signature(thing)}" if inspect.isfunction(thing) else ""
        parts.append(f"## `{name}{signature}`\n\n{_doc(thing)}\n")
        if name == "Record":
            for method, value in inspect.getmembers(thing):
                if not method.startswith("_") and inspect.getdoc(value):
                    told = inspect.signature(value) if inspect.isfunction(value) else ""
                    parts.append(f"### `.{method}{told}`\n\n{_doc(value)}\n")
    return "\n".join(parts)


def _doc(thing: object) -> str:
    return inspect.getdoc(thing) or ""


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(exist_ok=True)
    for name, content in pages().items():
        (FOLDER / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
