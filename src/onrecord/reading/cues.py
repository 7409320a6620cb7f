"""What cue words do: whether somebody said, denied, declined, asked or thought."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.domain.words import Mode

_TELL = (
    r"(?:comment|discuss|elaborate|respond|reply|answer|say|tell|talk|speak|explain|specify|"
    r"disclose|confirm|reveal|identify|name|address|return|be (?:named|identified|drawn|quoted))"
)
_NOT = r"(?:n['’]t| not)"

MODES: tuple[tuple[Mode, tuple[str, ...]], ...] = (
    (
        Mode.DECLINED,
        (
            rf"(?:declin(?:e[sd]?|ing)|refus(?:e[sd]?|ing|al))(?: to {_TELL})?(?! to\b)",
            rf"(?:would|did|does|do|could|has|have|had|will){_NOT} (?:\w+ )?{_TELL}\w*",
            rf"(?:not|n['’]t) (?:immediately )?{_TELL}\w*",
            r"(?:un)?available for comment",
            r"no comment",
            r"dodg(?:e[sd]?|ing)|duck(?:s|ed|ing)|sidestep\w*|evad(?:e[sd]?|ing)|demur\w*",
            r"stopped short|won['’]t say",
        ),
    ),
    (
        Mode.DENIED,
        (
            r"den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|disput(?:e[sd]?|ing)",
            r"refut(?:e[sd]?|ing)|disavow\w*|repudiat\w*|contradict\w*|dismiss(?:es|ed|ing|ive)?",
            r"disagree\w*|debunk\w*|rebuff\w*|pushed back|rebut\w*|disclaim\w*",
            rf"(?:did|does|do|has|have|had|would){_NOT} (?:believe|think|agree|accept|see|recall)",
        ),
    ),
    (
        Mode.ASKED,
        (
            r"ask(?:s|ed|ing)?|question(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir\w*|enquir\w*",
            r"quer(?:y|ies|ied)|press(?:es|ed|ing)|quiz\w*|interrogat\w*",
        ),
    ),
    (
        Mode.THOUGHT,
        (
            r"believ(?:e[sd]?|ing)|beliefs?|think(?:s|ing)?|thoughts?|hop(?:e[sd]?|ing)|hopeful",
            r"fear(?:s|ed|ing)?|worr(?:y|ies|ied|ying)|concern(?:s|ed)?|expect(?:s|ed|ing)?",
            r"expectations?|feel(?:s|ing)?|felt|know(?:s|n|ing)?|knew|understand(?:s|ing)?",
            r"understood|view(?:s|ed|ing)?|see(?:s|n|ing)?|saw|consider(?:s|ed|ing)?",
            r"want(?:s|ed|ing)?|wish(?:es|ed|ing)?|intend\w*|plan(?:s|ned|ning)?|prefer\w*",
            r"like[sd]?|lov(?:e[sd]?|ing)|hate[sd]?|regard(?:s|ed|ing)?|doubt(?:s|ed|ing)?",
            r"reali[sz]\w*|decid\w*|assum\w*|suspect(?:s|ed|ing)?|imagin\w*|convinced",
            r"remember(?:s|ed|ing)?|confident|sure|certain|aware|s[kc]eptical|optimistic",
            r"pessimistic|surprised|eager|determined|inclined|support(?:s|ed|ing|ers?|ive)?",
            r"favou?r(?:s|ed|ing)?|oppos(?:e[sd]?|ing|ition)|agree(?:s|d|ing)?",
            r"trust(?:s|ed|ing)?|mull(?:s|ed|ing)?|contemplat\w*|weigh(?:s|ed|ing)?|conclud\w*",
            r"judg(?:e[sd]|ing)|dream(?:s|ed|ing)?|seek(?:s|ing)?|sought|need(?:s|ed)?|ire",
            r"anger|angry|frustrat\w*|opinions?|perception|perceiv\w*|mind",
        ),
    ),
)
"""What a cue does; the first mode with a word of the cue counts, anything else is said."""

_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells?|telling|state[sd]?|add(?:s|ed|ing)|wr(?:ote|ites?|iting)|"
    r"express(?:es|ed|ing)?|voic(?:e[sd]?|ing)|announc\w+|according|claim\w*|argu\w+|report\w*|"
    r"tweet\w*|warn\w*|insist\w*|declar\w+|called|calls)\b",
    re.IGNORECASE,
)
_COMPILED = tuple(
    (mode, re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)) for mode, words in MODES
)

LATER_CUE = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells?|added|adds|adding|stated?|states|wrote|writes|asked|asks|"
    r"replied|replies|continued|continues|explained|argued|argues|warned|warns|noted|notes|"
    r"insisted|announced|declared|claimed|claims|responded|tweeted|posted|concluded|recalled|"
    r"quipped|joked|remarked|stressed|emphasi[sz]ed|according to)\b",
    re.IGNORECASE,
)
"""Plain cues of speech beside a quotation."""


_PASSIVE = re.compile(
    r"(?:is|was|has been|had been|will be|became|turns?|turned|appears?|seems?)\b"
    r"(?: (?:also|not|later|first|widely|\w+ly))?(?: (?:\w+ed|known|told|said|thought|understood|"
    r"felt|clear|out|likely|unlikely|unclear|apparent)\b|$)"
)


def is_passive(cue: str) -> bool:
    """Whether a cue behind "it" tells what is said without saying by whom: "it was revealed"."""
    return _PASSIVE.match(cue) is not None


def mode_of(cue: Iterable[str]) -> Mode:
    """What the speaker did, by the words of the cue; said where they do not tell."""
    words = " ".join(" ".join(cue).split())
    said = _SAYING.search(words)
    for mode, pattern in _COMPILED:
        if not pattern.search(words):
            continue
        if said and mode in (Mode.THOUGHT,):
            continue
        return mode
    return Mode.SAID
