"""The command tree, exit codes, and how an error looks. Exit: 0 fine, 1 findings, 2 usage."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from onrecord.cli import (
    asking,
    deciding,
    depending,
    keeping,
    measuring,
    needing,
    publishing,
    reading,
    serving,
    users,
)
from onrecord.domain.errors import OnRecordError

FINE, FINDINGS, USAGE = 0, 1, 2

COMMANDS: tuple[click.Command, ...] = (
    reading.read,
    reading.annotate,
    asking.brief,
    asking.commitments,
    asking.said,
    asking.disputes,
    asking.timeline,
    asking.balance,
    depending.conditions,
    needing.coverage,
    needing.need,
    asking.entities,
    asking.show,
    asking.search,
    asking.queue,
    deciding.decide,
    deciding.undo,
    deciding.history,
    keeping.export,
    keeping.findings,
    keeping.rebuild,
    keeping.check_record,
    keeping.settings,
    keeping.next_steps,
    measuring.evaluate,
    serving.serve,
    publishing.publish,
    users.user,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 findings, 2 usage. An id may be cut short.",
)
@click.version_option(version("onrecord"), prog_name="onrecord")
def tree() -> None:
    """Read news reports and keep the record.

    Who said what, who undertook what towards whom, how much, on which condition and by when, what
    came of it, and where accounts differ - each line with the sentence it rests on.
    """


for _command in COMMANDS:
    tree.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code. An error of ours is one line that says what to do."""
    try:
        answer = tree.main(args=arguments, prog_name="onrecord", standalone_mode=False)
        return answer if isinstance(answer, int) else FINE
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except click.Abort:
        click.echo("Stopped. What was read is kept; the same command goes on from there.", err=True)
        return 130
    except OnRecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
