"""onrecord reads news reports and keeps the record: who said what, who undertook what.

import onrecord

with onrecord.open_record("news.db") as record:
    record.read(["reports/"])
    record.frame(record.commitments(by="Germany"))

reading = onrecord.read_text("Berlin said it would send two batteries.")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.app.notebook import read_text
    from onrecord.app.record import Record, open_record
    from onrecord.domain.annotations import Pledge, Reading, Statement
    from onrecord.domain.errors import OnRecordError
    from onrecord.domain.text import Text

__all__ = [
    "OnRecordError",
    "Pledge",
    "Reading",
    "Record",
    "Statement",
    "Text",
    "open_record",
    "read_text",
]

_HOMES = {
    "OnRecordError": "onrecord.domain.errors",
    "Pledge": "onrecord.domain.annotations",
    "Reading": "onrecord.domain.annotations",
    "Record": "onrecord.app.record",
    "Statement": "onrecord.domain.annotations",
    "Text": "onrecord.domain.text",
    "open_record": "onrecord.app.record",
    "read_text": "onrecord.app.notebook",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first asked for, so that `import onrecord` is light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
