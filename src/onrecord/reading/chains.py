"""The chain from a speaker to the report: "X said, according to TASS", "X told MSNBC"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from onrecord.domain.annotations import Mention
from onrecord.domain.text import Span
from onrecord.domain.words import MentionKind
from onrecord.reading.phrase_items import Names

OUTLET = re.compile(
    r"\b(?:news|newspaper|newswire|times|post|journal|herald|tribune|guardian|telegraph|observer|"
    r"gazette|chronicle|examiner|globe|mirror|mail|express|independent|economist|courier|bulletin|"
    r"dispatch|star|sun|press|wire|agency|agence|radio|television|tv|channel|broadcast\w*|media|"
    r"magazine|weekly|daily|report|review|politico|axios|bloomberg|reuters|afp|ap|upi|tass|"
    r"itar-tass|interfax|ria|novosti|sputnik|rt|xinhua|kyodo|anadolu|ukrinform|unian|"
    r"ukrainska|pravda|izvestia|kommersant|dpa|ansa|efe|pap|belta|yonhap|irna|bbc|cnn|msnbc|nbc|abc|"
    r"cbs|cnbc|npr|pbs|fox|c-span|sky|itv|zdf|ard|rai|rfi|rfe|voa|dw|al jazeera|al arabiya|"
    r"le monde|le figaro|der spiegel|spiegel|bild|die welt|die zeit|el pa[ií]s|el mundo|"
    r"corriere|repubblica|la stampa|nikkei|haaretz|vox|vice|slate|buzzfeed|breitbart|"
    r"[\w-]*inform|[\w-]*press|[\w-]*news|[\w-]*media|podcast|show|tonight|today|nightly)\b",
    re.IGNORECASE,
)
"""What the name of one who passes words on looks like."""

_TOLD = re.compile(
    r"\b(?:told|tells|telling|informed|spoke (?:to|with)|speaking (?:to|with|on)|"
    r"(?:in )?(?:an?|the|his|her|their|its)? ?(?:\w+ )?interview (?:with|to|on|for)|"
    r"appear(?:ed|ing|ance) on|remarks to|statement to|comments? to|writing (?:in|for)|"
    r"wrote (?:in|for)|an? (?:op-ed|article|essay) (?:in|for)|talking to|talked to)"
    r"\s+(?P<before>(?:(?:the|a|an|state|news|television|local|agency|broadcaster|site|network|"
    r"newspaper|channel|outlet|daily|magazine|station|radio|private|public|reporters at|"
    r"journalists from|host|anchor|agencies|[A-Z][\w.-]+['’]s|state-run|state-owned|independent|"
    r"Russian|Ukrainian|British|American|French|German|Turkish|Chinese|[\w-]+-based)\s+){0,4})$"
)
_PASSED = re.compile(
    r"\b(?:according to|as (?:reported|quoted|cited|told|carried|published|relayed|written) by|"
    r"as (?:reports|writes)|reported by|carried by|quoted by|cited by|published by|relayed by|"
    r"distributed by|broadcast by|aired by|citing|quoting|with (?:the )?reference to|"
    r"referring to|per|via|in (?:an? )?(?:account|report) (?:by|from)|"
    r"(?:a|the) report (?:by|from)|first reported by|reports?|told (?:by )?)"
    r"\s+(?P<before>(?:(?:the|a|an|state|news|television|local|agency|broadcaster|site|network|"
    r"newspaper|channel|outlet|daily|magazine|station|radio|private|public|Russian|Ukrainian|"
    r"British|American|French|German|Turkish|Chinese|[\w-]+-based|[\w-]+-run|[\w-]+-owned|its|"
    r"official|semi-official|report of|reports by|again)\s+){0,5})$"
)
_REPORTS = re.compile(
    r"\s*(?:,\s*)?(?:reported|reports|quoted|quotes|cited|cites|wrote|writes|added, quoting|has "
    r"quoted|has reported)\b"
)
_ACCOUNT = re.compile(r"['’]s? (?:account|report|reporting|telling|words)\b")
_CARRIED_BY = re.compile(
    r"\b(?:carried|relayed|as quoted|as reported|as cited) by\s+(?:the |news agency |agency )*$"
)
OUTLET_REACH = 1200
"""Characters before "it quoted" in which the outlet has to be named: two or three paragraphs."""

_IT_QUOTED = re.compile(
    r"\b(?P<who>it|the (?:news )?(?:agency|newspaper|paper|outlet|site|website|channel|network|"
    r"broadcaster|magazine)) (?:quoted|cited|also quoted)\b",
    re.IGNORECASE,
)

CARRIED = re.compile(
    r"(?:The|This|These|His|Her|Their) (?:\w+ )?"
    r"(?:statement|remark|comment|word|quote|message)s?,?\s"
    r"(?:was |were )?(?:first )?(?:carried|reported|quoted|published|relayed|distributed) by\b"
)
"""A sentence about who carried what was said before it."""


def via(
    content: str,
    sentences: Sequence[Span],
    names: Names,
    skip: Sequence[Span],
    name_of: Callable[[Mention], str],
) -> tuple[str, ...]:
    """Who passed a statement on, from the speaker outwards, as far as `sentences` name them.

    `skip` are the places of the source itself and of what was said: names there pass nothing on.
    """
    found: dict[str, None] = {}
    for sentence in sentences:
        for mention in _outlets(names, sentence, skip):
            if _passes_on(content, sentence, mention):
                found.setdefault(name_of(mention))
    return tuple(found)


def quoting_outlet(
    content: str, sentence: Span, names: Names, skip: Sequence[Span]
) -> Mention | None:
    """The outlet that "it quoted" and "the agency quoted" mean: the last one named before."""
    quoting = _IT_QUOTED.search(content, sentence.start, sentence.end)
    if quoting is None or any(span.start <= quoting.start() < span.end for span in skip):
        return None
    before = names.between(max(0, quoting.start() - OUTLET_REACH), quoting.start())
    outlets = [m for m in before if m.kind is not MentionKind.PERSON and OUTLET.search(m.name)]
    return outlets[-1] if outlets else None


def _outlets(names: Names, sentence: Span, skip: Sequence[Span]) -> Iterator[Mention]:
    for mention in names.within(sentence):
        if any(span.overlaps(mention.quote.span) for span in skip):
            continue
        if mention.kind is MentionKind.PERSON or mention.kind is MentionKind.PLACE:
            continue
        yield mention


def _passes_on(content: str, sentence: Span, mention: Mention) -> bool:
    before = content[max(sentence.start, mention.quote.start - 110) : mention.quote.start]
    after = content[mention.quote.end : min(sentence.end, mention.quote.end + 30)]
    if _ACCOUNT.match(after) or _CARRIED_BY.search(before):
        return True
    if not (OUTLET.search(mention.quote.words) or OUTLET.search(mention.name)):
        return False
    return bool(_TOLD.search(before) or _PASSED.search(before) or _REPORTS.match(after))
