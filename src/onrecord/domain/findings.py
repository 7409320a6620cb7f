"""Problems in the input: located, coded, with the next step; never exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from onrecord.domain.ids import content_id
from onrecord.domain.text import Quote
from onrecord.domain.words import Severity


@dataclass(frozen=True)
class Finding:
    """One problem: a code of `CODES`, what was expected, what came, what to do.

    `where` is the input it stands in (a path, or path:line, or a report's given id); `text` and
    `quote` place it in the text when there is one.
    """

    code: str
    severity: Severity
    message: str
    where: str | None = None
    text: str | None = None
    quote: Quote | None = None

    @cached_property
    def id(self) -> str:
        """The id from content: the same problem met twice is one finding."""
        place = None if self.quote is None else (self.quote.start, self.quote.end)
        return content_id("finding", self.code, self.message, self.where, self.text, place)


CODES: dict[str, tuple[Severity, str]] = {
    "linking-failed": (
        Severity.WARNING,
        "What was read in this report could not be linked with the rest; it stands alone in the "
        "record, under no blocking key. Send us the text and the message.",
    ),
    "stage-failed": (
        Severity.WARNING,
        "A stage of the reading could not read this text; what it would have found is missing. "
        "The other stages ran. Send us the text and the message, then read it again.",
    ),
    "empty-file": (
        Severity.ERROR,
        "A file, page or stream holds nothing, or only white space. It was refused. "
        "Check that it was saved in full.",
    ),
    "empty-text": (
        Severity.ERROR,
        "A report's text is empty or only white space. It was refused. "
        "Check what wrote the line or the page.",
    ),
    "too-long": (
        Severity.ERROR,
        "A text, line, page or story is longer than the limit. It was refused without being "
        "held in memory. Split it into its articles, one a line or one a file.",
    ),
    "binary": (
        Severity.ERROR,
        "A file holds no text (a PDF, a picture, an archive). It was refused. "
        "Save the article as .txt, .html or JSON Lines.",
    ),
    "encoding-guessed": (
        Severity.WARNING,
        "A file is not UTF-8 and declares no encoding; the likeliest was taken. "
        "Check names with accents, and save the file as UTF-8 if they are wrong.",
    ),
    "control-characters": (
        Severity.WARNING,
        "A text holds control characters (NUL and the like). In JSON Lines and stories they are "
        "kept, in files replaced by spaces. Clean the source if they are not meant.",
    ),
    "lone-surrogate": (
        Severity.WARNING,
        "A JSON text holds half of an escape pair, which is no character. It became U+FFFD, "
        "one for one. Write the text again from its source.",
    ),
    "no-article": (
        Severity.ERROR,
        "A page holds no article that could be found. It was refused. "
        "Save the article's own page, or its text as .txt.",
    ),
    "json-invalid": (
        Severity.ERROR,
        "A line or file is not JSON. It was refused; the next lines were read. "
        "Write one object a line.",
    ),
    "json-not-utf8": (
        Severity.ERROR,
        "A line or file of JSON is not UTF-8, as JSON must be. It was refused. "
        "Write the file as UTF-8.",
    ),
    "json-not-an-object": (
        Severity.ERROR,
        "A line of JSON is a list, a string or a number. It was refused. "
        'Write {"id": ..., "text": ...} on each line.',
    ),
    "json-without-text": (
        Severity.ERROR,
        'An object has no string under "text". It was refused. Put the text of the article there.',
    ),
    "story-without-reports": (
        Severity.ERROR,
        'A story has no list under "reports". It was refused. Put the reports there.',
    ),
    "wrong-type": (
        Severity.WARNING,
        "A field that should be a string is something else. It is taken as unknown. "
        "Write it in quotation marks, or leave it out.",
    ),
    "id-missing": (
        Severity.NOTE,
        'A report carries no string under "id". It is called by its place. '
        "Give each report an id that stays.",
    ),
    "duplicate-id": (
        Severity.WARNING,
        "Two different texts in one input have the same id. Both are kept as two reports. "
        "Give each its own id.",
    ),
    "date-not-iso": (
        Severity.WARNING,
        'A date of publication is not ISO 8601 with a day ("2023-07-11"). It is taken as unknown. '
        "Write it so, or leave it out.",
    ),
    "date-in-future": (
        Severity.WARNING,
        "A date of publication lies ahead of the day of reading. It is kept as told. "
        "Check the year.",
    ),
    "unreadable": (
        Severity.ERROR,
        "A file or folder could not be opened or read: it vanished, a link leads nowhere, or "
        "its owner does not allow it. The rest was read. Check it and read it again.",
    ),
    "unknown-file-type": (
        Severity.ERROR,
        "A named file ends in none of .txt, .html, .jsonl and .json. It was refused. "
        "Rename it, or pass it on standard input.",
    ),
    "file-skipped": (
        Severity.NOTE,
        "A file in a folder is of another type, or no file at all. It was left out. "
        "Name it on its own, or move it elsewhere, if that is not meant.",
    ),
    "symlink-loop": (
        Severity.WARNING,
        "A link leads back to a folder above it. It is not followed again. Remove the link.",
    ),
    "nothing-to-read": (
        Severity.WARNING,
        "A folder or story holds no report. Check that it is the one you meant.",
    ),
    "link-contradiction": (
        Severity.WARNING,
        "An accepted link would join what a person said to keep apart. It was not followed. "
        "Decide on one of the two again.",
    ),
    "decision-unbound": (
        Severity.WARNING,
        "A person's decision fits nothing that the newest reading of its text found. It has no "
        "effect. Decide again on what was found instead.",
    ),
    "stage-surprising": (
        Severity.NOTE,
        "An undertaking goes from one stage to another that does not follow from it (kept, then "
        "broken). Both stand in its history. Look whether these are two undertakings.",
    ),
    "unbalanced-quotes": (
        Severity.NOTE,
        "A quotation mark has no partner. The quotation was read as far as its paragraph or "
        "sentence goes. Compare its words with the report before you quote them.",
    ),
    "pronoun-mismatch": (
        Severity.NOTE,
        "A pronoun does not fit the only person it can mean, as in machine-translated text. The "
        "person was kept as the speaker. Check who spoke.",
    ),
    "record-damaged": (
        Severity.ERROR,
        "The database itself says that its file is damaged. Stop writing to the record and go "
        "back to a copy.",
    ),
    "record-unguarded": (
        Severity.ERROR,
        "A trigger by which the database refuses changes of facts is gone, so facts may have been "
        "changed. Compare with a copy, or read the reports into a new record.",
    ),
    "seq-gap": (
        Severity.ERROR,
        "The log of the record skips a number: facts were taken out. Go back to a copy.",
    ),
    "fact-missing": (
        Severity.ERROR,
        "The log, or a reading, names a fact that is not in its table, or the other way round. "
        "Go back to a copy.",
    ),
    "fact-unreadable": (
        Severity.ERROR,
        "A row of the record holds a value that this program never wrote. Go back to a copy.",
    ),
    "text-changed": (
        Severity.ERROR,
        "The characters of a stored text are not those of its digest: it was changed after it was "
        "stored. Go back to a copy, or read the report into a new record.",
    ),
    "id-mismatch": (
        Severity.ERROR,
        "What a row says does not give the id that it stands under: it was changed after it was "
        "stored. Go back to a copy.",
    ),
    "quote-mismatch": (
        Severity.ERROR,
        "A stored quote, or another readable column, is not what stands at its place in the text. "
        "The places count; go back to a copy.",
    ),
    "reference-missing": (
        Severity.WARNING,
        "A fact names a text, annotation or report that the record does not hold (the reading of "
        "a report may have been cut short). Read the same input again.",
    ),
    "index-stale": (
        Severity.WARNING,
        "Full text or blocking keys do not cover what the record holds. Run rebuild.",
    ),
    "csv-columns": (
        Severity.ERROR,
        "A CSV lacks a column that is needed. It was refused. Name the columns in its first row.",
    ),
    "csv-broken": (
        Severity.ERROR,
        "A row of a CSV has more cells than the first row, or a quotation mark that nothing ends. "
        "It was left out. Write the file again with its own program.",
    ),
    "need-unreadable": (
        Severity.ERROR,
        "A row of requirements lacks an amount, a day or a source, or has one that cannot be read. "
        "It was left out; the others were taken. Put it right and import the file again.",
    ),
    "rate-unreadable": (
        Severity.ERROR,
        "A row of rates lacks a day, a currency's code or a rate above nothing, or has another "
        "base than the rows before it. It was left out. Put it right.",
    ),
    "rate-unknown": (
        Severity.WARNING,
        "There is no rate for an amount of money on its day, or shortly before. In the balance "
        "it counts as at least nothing, without an upper bound. Give a table of rates with that "
        "day and currency.",
    ),
}
"""Every code with its severity and its meaning; documented in `docs/reference/findings.md`."""


def finding(
    code: str,
    message: str,
    where: str | None = None,
    text: str | None = None,
    quote: Quote | None = None,
) -> Finding:
    """A finding of a known code, with that code's severity. Raises KeyError for an unknown code."""
    return Finding(code, CODES[code][0], message, where, text, quote)
