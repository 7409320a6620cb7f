"""The one place where text is normalised; the name of the form goes into the text's digest.

Offsets and digests depend on these rules, so a form never changes: another rule is another name.

| form | for | rules |
|---|---|---|
| `as-is.1` | JSON Lines, `story.json` | the characters as given: others hold offsets into them |
| `plain.1` | `.txt` | `RULES`, below |
| `html.1` | the article of a page | `RULES`, and no white space around a line or the whole |

`RULES`, in order, and why:

1. Every line break (CR LF, CR, VT, FF, FS-RS, NEL, LS, PS) becomes LF: the same article saved on
   two machines is one text, and all readers agree where a line ends.
2. Soft hyphens and byte order marks go: they say how to print a word, are invisible, and part
   a name from itself. Zero-width joiners and marks of direction stay: they belong to scripts.
3. Other control characters become a space, one for one: they have no meaning in an article, and
   without a space two words could grow together.
4. NFC: "e" with a combining accent and the letter "é" are the same text by definition of Unicode,
   but not to a comparison of characters. NFC is stable for all assigned characters. (NFKC is not
   used: it would turn "½" into "1⁄2" and "m²" into "m2", which is another text.)
"""

from __future__ import annotations

import re
import unicodedata

from onrecord.domain.findings import Finding, finding
from onrecord.domain.text import Text

AS_IS = "as-is.1"
PLAIN = "plain.1"
HTML = "html.1"

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def as_is(content: str, where: str) -> tuple[Text, tuple[Finding, ...]]:
    """The text as it stands, with findings for characters that no article should hold.

    Only half a surrogate pair, which is no character and which no encoding can write, becomes
    U+FFFD, one for one, so that every offset holds.
    """
    notes: list[Finding] = []
    halves = len(_SURROGATE.findall(content))
    if halves:
        content = _SURROGATE.sub("\ufffd", content)
        message = (
            f"expected characters, got {halves} lone surrogate(s) (half a \\u escape pair); "
            "each was replaced by U+FFFD: write the text again from its source"
        )
        notes.append(finding("lone-surrogate", message, where))
    controls = _CONTROL.search(content)
    if controls:
        text = Text(content, AS_IS)
        message = (
            f"expected no control characters, got U+{ord(controls[0]):04X}; the text is kept as "
            "it stands, since offsets refer to it: clean the source if they are not meant"
        )
        quote = text.quote(*controls.span())
        notes.append(finding("control-characters", message, where, text.digest, quote))
    return Text(content, AS_IS), tuple(notes)


def plain(content: str, where: str) -> tuple[Text, tuple[Finding, ...]]:
    """The text in the form `plain.1`, with a finding when control characters were replaced."""
    normal, replaced = _rules(content)
    return Text(normal, PLAIN), _replaced(replaced, where)


def html(content: str, where: str) -> tuple[Text, tuple[Finding, ...]]:
    """The article's text in the form `html.1`: one paragraph a line, nothing around it."""
    normal, replaced = _rules(content)
    lines = [line.strip() for line in normal.split("\n")]
    return Text("\n".join(line for line in lines if line), HTML), _replaced(replaced, where)


def control_share(content: str) -> float:
    """Which part of the characters are control characters other than tabs and line breaks."""
    return len(_CONTROL.findall(content)) / len(content) if content else 0.0


def _rules(content: str) -> tuple[str, int]:
    content = _BREAKS.sub("\n", _SURROGATE.sub("\ufffd", content))
    content, replaced = _CONTROL.subn(" ", _INVISIBLE.sub("", content))
    return unicodedata.normalize("NFC", content), replaced


def _replaced(count: int, where: str) -> tuple[Finding, ...]:
    if not count:
        return ()
    message = (
        f"expected no control characters, got {count}; each was replaced by a space: "
        "check that the file is the article and was not cut or mixed with something else"
    )
    return (finding("control-characters", message, where),)
