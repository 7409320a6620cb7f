"""What can be asked for is documented, and the pages made from the program are up to date."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.app import config
from onrecord.cli.main import COMMANDS
from onrecord.domain.findings import CODES

ROOT = Path(__file__).resolve().parents[2]

PUBLIC = [
    "OnRecordError",
    "Pledge",
    "Reading",
    "Record",
    "Statement",
    "Text",
    "open_record",
    "read_text",
]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="signatures are printed as Python 3.11 prints them"
)
@pytest.mark.parametrize("name", ["commands.md", "findings.md", "settings.md", "python.md"])
def test_the_reference_is_up_to_date(name: str) -> None:
    written = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert written == generator().pages()[name], "run .venv/bin/python docs/generate.py"


def test_public_names_are_pinned() -> None:
    assert sorted(onrecord.__all__) == PUBLIC
    assert len(PUBLIC) <= 10
    assert all(getattr(onrecord, name).__doc__ for name in PUBLIC)


def test_commands_settings_and_codes_are_named_in_the_reference() -> None:
    pages = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs/reference").glob("*.md"))
    for command in COMMANDS:
        assert command.hidden or f"## {command.name}\n" in pages
    assert all(f"`{setting.name}`" in pages for setting in config.SETTINGS)
    assert all(f"`{code}`" in pages for code in CODES)


def test_every_code_that_is_used_is_in_the_table() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "src").rglob("*.py"))
    used = set(re.findall(r"""\bfinding\(\s*["']([a-z-]+)["']""", source))
    assert used and used <= CODES.keys()


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
