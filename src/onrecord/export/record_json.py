"""The whole record as one JSON object, in the shape of the story guideline."""

from __future__ import annotations

import json

from onrecord.domain.times import AsOf
from onrecord.views.held import NOW, Reader
from onrecord.views.record_shape import story_record


def record_json(reader: Reader, as_of: AsOf = NOW) -> bytes:
    """The record as of two dates; the same record gives the same bytes."""
    shape = story_record(reader, as_of)
    return (json.dumps(shape, ensure_ascii=False, indent=1) + "\n").encode("utf-8")
