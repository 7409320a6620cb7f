"""One text read on the spot, without a record."""

from __future__ import annotations

from onrecord.app import readers
from onrecord.domain.annotations import Reading
from onrecord.domain.text import Text


def read_text(content: str) -> Reading:
    """Names, times, quantities, statements and pledges of a text, each with its characters."""
    return readers.read_text(Text(content))
