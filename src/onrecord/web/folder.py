"""A folder that a site is written into: nothing outside it, every file whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path, PurePosixPath

from onrecord.domain.errors import UsageError

MARK = "onrecord-site.json"
"""Stands in every published site; a folder that holds it is ours to write again."""

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._,-]{0,199}", re.ASCII)


class Folder:
    """Writes the files of a site. A file that has the same content already is left as it is.

    Opening one makes the folder. Raises UsageError for a folder, not empty, that is no site of
    ours, unless it is to be taken over, and for one that cannot be written.
    """

    def __init__(self, path: Path, force: bool = False) -> None:
        try:
            path.mkdir(parents=True, exist_ok=True)
            self.root = path.resolve(strict=True)
            told = sorted(entry.name for entry in self.root.iterdir())
        except OSError as error:
            raise UsageError(f"cannot write into {path}: {error.strerror or error}") from error
        self._before = self._listed() if MARK in told else frozenset()
        if told and MARK not in told and not force:
            raise UsageError(
                f"{path} is not empty and no site of onrecord's ({told[0]!r} stands there); name "
                "another folder, or say --force to write among what is there"
            )
        self._written: dict[str, None] = {}
        self._made = {self.root}
        self._tell({"unfinished": True, "files": sorted(self._before)})

    def _listed(self) -> frozenset[str]:
        """The files of the site that stands there, as it lists them."""
        try:
            told = json.loads((self.root / MARK).read_bytes())
            names = told["files"]
            return frozenset(name for name in names if isinstance(name, str) and proper(name))
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    @property
    def count(self) -> int:
        """How many files were written or found to be the same."""
        return len(self._written)

    def write(self, name: str, content: bytes) -> None:
        """Put a file into the folder. Raises UsageError for a name or a link that leads out."""
        if not proper(name):
            raise UsageError(f"{name[:80]!r} is no name of a file of a site")
        target = self.root / name
        try:
            self._make(target.parent)
            if target.is_symlink() or target.is_dir():
                raise UsageError(f"{target} is a link or a folder; remove it first")
            if not target.exists() or target.read_bytes() != content:
                self._replace(target, content)
        except OSError as error:
            raise UsageError(f"cannot write {target}: {error.strerror or error}") from error
        self._written[name] = None

    def _make(self, folder: Path) -> None:
        """Make a folder below ours, step by step, so that no link leads out."""
        if folder in self._made:
            return
        self._make(folder.parent)
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link, which may lead elsewhere; remove it first")
        folder.mkdir(exist_ok=True)
        self._made.add(folder)

    def _replace(self, target: Path, content: bytes) -> None:
        handle, made = tempfile.mkstemp(dir=target.parent, prefix=".onrecord-", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(made).chmod(0o644)
            Path(made).replace(target)
        except BaseException:
            Path(made).unlink(missing_ok=True)
            raise

    def finish(self, told: dict[str, object]) -> int:
        """List the files, take away those of an earlier site that are no more; how many went."""
        gone = 0
        for name in sorted(self._before - set(self._written) - {MARK}):
            target = self.root / name
            within = not any(folder.is_symlink() for folder in target.parents if folder != self.root
                             and folder.is_relative_to(self.root))  # fmt: skip
            if within and target.is_file() and not target.is_symlink():
                target.unlink()
                gone += 1
                self._prune(target.parent)
        self._tell({**told, "files": sorted(self._written)})
        return gone

    def _tell(self, told: dict[str, object]) -> None:
        words = json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        self.write(MARK, words.encode("utf-8"))
        del self._written[MARK]

    def _prune(self, folder: Path) -> None:
        """Take away folders that are empty now."""
        while (
            folder != self.root and folder.is_relative_to(self.root) and not any(folder.iterdir())
        ):
            folder.rmdir()
            folder = folder.parent


def proper(name: str) -> bool:
    """Whether a name is one of a file below the folder, in plain letters."""
    parts = name.split("/")
    return (
        str(PurePosixPath(name)) == name
        and len(name) <= 400
        and all(_PART.fullmatch(part) for part in parts)
    )
