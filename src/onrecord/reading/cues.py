"""What cue words do: whether somebody said, denied, declined, asked or thought."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onrecord.domain.words import Mode

MODES: tuple[tuple[Mode, str], ...] = (
    (
        Mode.DECLINED,
        r"declin(?:e[sd]?|ing)|refus(?:e[sd]?|ing|al)(?! to (?:use|say the words))|"
        r"(?:would|did|does|do|could|has|have|had|will)(?:n['’]t| not) (?:\w+ )?"
        r"(?:comment|discuss|elaborate|respond|reply|answer|say|explain|specify|disclose|confirm|"
        r"reveal|identify|address|return)\w*|(?:un)?available for comment|no comment|"
        r"(?:not|n['’]t) (?:immediately )?(?:respond|reply|return)\w*|dodg(?:e[sd]?|ing)|duck(?:s|ed|ing)|"
        r"stopped short|sidestep\w*|demur\w*|won['’]t say|ruled out discussing|evad(?:e[sd]?|ing)",
    ),
    (
        Mode.DENIED,
        r"den(?:y|ies|ied|ying|ial)|reject(?:s|ed|ing|ion)?|dispute[sd]?|disputing|refut(?:e[sd]?|ing)|"
        r"disavow\w*|repudiat\w*|contradict\w*|dismiss(?:es|ed|ing|ive)?|disagree\w*|debunk\w*|"
        r"rebuff\w*|pushed back|rebut\w*|disclaim\w*|(?:did|does|do|has|have|had|would)(?:n['’]t| not) "
        r"(?:believe|think|agree|accept|see|recall|know)",
    ),
    (
        Mode.ASKED,
        r"ask(?:s|ed|ing)?|question(?:s|ed|ing)?|wonder(?:s|ed|ing)?|inquir\w*|enquir\w*|quer(?:y|ies|ied)|"
        r"press(?:es|ed|ing) (?:on|him|her|them|about)|press(?:es|ed|ing)|quiz\w*|interrogat\w*|"
        r"ask(?:s|ed) (?:for|whether|if)",
    ),
    (
        Mode.THOUGHT,
        r"(?<!to )believ(?:e[sd]?|ing)|belief|beliefs|think(?:s|ing)?|thought|thoughts|hop(?:e[sd]?|ing)|"
        r"fear(?:s|ed|ing)?|worr(?:y|ies|ied|ying)|concern(?:s|ed)?|expect(?:s|ed|ing|ation|ations)?|"
        r"feel(?:s|ing)?|felt|know(?:s|n|ing)?|knew|understand(?:s|ing)?|understood|view(?:s|ed|ing)?|"
        r"see(?:s|n|ing)?|saw|consider(?:s|ed|ing)?|want(?:s|ed|ing)?|wish(?:es|ed|ing)?|intend\w*|"
        r"plan(?:s|ned|ning)?|prefer\w*|like[sd]?|lov(?:e[sd]?|ing)|hate[sd]?|regard(?:s|ed|ing)?|"
        r"doubt(?:s|ed|ing)?|realiz\w*|realis\w*|decid\w*|assum\w*|suspect(?:s|ed|ing)?|imagin\w*|"
        r"remember(?:s|ed|ing)?|recall(?:s|ed|ing) (?:how|the)|convinced|confident|sure|certain|aware|"
        r"skeptical|sceptical|optimistic|pessimistic|surprised|hopeful|eager|determined|inclined|"
        r"support(?:s|ed|ing|ers?|ive)?|favou?r(?:s|ed|ing)?|oppos(?:e[sd]?|ing|ition)|agree(?:s|d|ing)?|"
        r"trust(?:s|ed|ing)?|mull(?:s|ed|ing)?|contemplat\w*|weigh(?:s|ed|ing)?|conclud\w*|judg(?:e[sd]|ing)|"
        r"dream(?:s|ed|ing)?|seek(?:s|ing)?|sought|need(?:s|ed)?|ire|anger|angry|frustrat\w*|opinion|"
        r"perception|perceiv\w*|mind",
    ),
)
"""What a cue does, first match counts; anything else is said."""

_SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells?|telling|state[sd]?|add(?:s|ed|ing)|wr(?:ote|ites?|iting)|"
    r"express(?:es|ed|ing)?|voic(?:e[sd]?|ing)|announc\w+|according|claim\w*|argu\w+|report\w*|"
    r"tweet\w*|warn\w*|insist\w*|declar\w+|called|calls)\b",
    re.IGNORECASE,
)
_COMPILED = tuple((mode, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for mode, words in MODES)

LATER_CUE = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|told|tells?|added|adds|adding|stated?|states|wrote|writes|asked|asks|"
    r"replied|replies|continued|continues|explained|argued|argues|warned|warns|noted|notes|"
    r"insisted|announced|declared|claimed|claims|responded|tweeted|posted|concluded|recalled|"
    r"quipped|joked|remarked|stressed|emphasi[sz]ed|according to)\b",
    re.IGNORECASE,
)
"""Plain cues of speech beside a quotation."""


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
