"""The record as JSON Lines: one line of the record on each, with the table it belongs to."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.domain.times import AsOf
from onrecord.views.held import NOW, Reader
from onrecord.views.record_shape import story_record


def jsonl(reader: Reader, as_of: AsOf = NOW) -> Iterator[bytes]:
    """Each line `{"table": "commitments", ...}`, tables and lines in stable order."""
    for table, lines in story_record(reader, as_of).items():
        for line in lines:
            yield (json.dumps({"table": table, **line}, ensure_ascii=False) + "\n").encode("utf-8")
