"""Settings: one table of names, defaults and help; file < environment < flag, no globals."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from onrecord.domain.errors import UsageError

FILE = "onrecord.toml"
PREFIX = "ONRECORD_"


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting's help, shown in `onrecord settings` and in the reference."""

    name: str
    help: str


SETTINGS = (
    Setting("record", "the record file that commands use when --record is not given"),
    Setting("workers", "processes that read reports; 0 takes every core"),
    Setting("busy_seconds", "how long to wait for another writer before giving up"),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force; see `SETTINGS` for what each means."""

    record: str = "onrecord.db"
    workers: int = 0
    busy_seconds: float = 5.0

    @property
    def processes(self) -> int:
        """How many processes read: the setting, or every core that this process may use."""
        return self.workers or len(os.sched_getaffinity(0))


def load(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of `onrecord.toml` in a folder, overruled by ONRECORD_... variables.

    Raises UsageError for a name or a value that no setting has.
    """
    settings = Settings()
    path = (folder or Path.cwd()) / FILE
    if path.is_file():
        try:
            told: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: expected a TOML file, got: {error}") from error
        settings = _with(settings, told, str(path))
    variables = os.environ if environment is None else environment
    told = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in variables.items()
        if name.startswith(PREFIX)
    }
    return _with(settings, told, "the environment")


def _with(settings: Settings, told: Mapping[str, Any], where: str) -> Settings:
    types = {field.name: type(getattr(settings, field.name)) for field in fields(settings)}
    for name, value in told.items():
        if name not in types:
            raise UsageError(f"{where}: no setting {name!r}; there are: {', '.join(sorted(types))}")
        try:
            settings = replace(settings, **{name: types[name](value)})
        except (TypeError, ValueError) as error:
            wanted = types[name].__name__
            raise UsageError(f"{where}: {name} wants {wanted}, got {value!r}") from error
    if settings.workers < 0:
        raise UsageError(f"{where}: workers wants 0 or more, got {settings.workers}")
    return settings
