"""Words that say how a figure stands to one told before: on top, in its place, a part, again."""

from __future__ import annotations

import functools
import re

FURTHER = re.compile(
    r"\b(?:(?:a |an )?(?:further|additional|another|extra|second|separate)\b|on top of|in addition"
    r"|besides|\d+ more\b(?! than))",
    re.I,
)
"""Words of an increment: what is told comes on top of something."""

TOTAL = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|increas\w+|lift(?:s|ed)?|includ\w+|in total|in all|bring\w* the total"
    r"|more than (?:it|they|he|she|was|were|had|before|earlier|announced|promised|planned)"
    r"|total of|now|up from|down from|cut|reduc\w+|lower\w+|doubl\w+|halv\w+|instead of|rather than"
    r"|as (?:much|many) again|(?:half|twice) (?:as|the|of what))\b",
    re.I,
)
"""Words of a new total: what is told takes the place of an earlier figure."""

INSTALMENT = re.compile(
    r"\b(?:(?:the|an?|its|their|his|her)\s+(?:first|initial|remaining|other|last|final)"
    r"\s+(?=\d|[\w-]+\s+(?:hundred|thousand|million|billion)\b)"
    r"|(?:first|initial|next|last|final|second|third)\s+(?:batch|delivery|shipment|consignment|part)"
    r"|tranches?|instal?lments?|the\s+rest|the\s+remainder)\b",
    re.I,
)
"""Words of a part: what is told is some of a larger amount, undertaken for itself."""

LOOKS_BACK = re.compile(
    r"\b(?:had\s+\w+ed|promised|pledged|vowed|offered|announced|committed|undertook|undertaken"
    r"|agreed|told to|repeat\w*|still|stands?|that\s+\w+\s+(?:is|are|was|were)\s+to)\b",
    re.I,
)
"""Words that tell of an earlier undertaking again."""


@functools.lru_cache(maxsize=20_000)
def told(pattern: re.Pattern[str], text: str) -> str | None:
    """The words of a text that a pattern finds first, if any."""
    found = pattern.search(text)
    return None if found is None else found.group(0)
