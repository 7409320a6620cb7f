"""Any line by its id: all that is told of it, each quote in its paragraph."""

from __future__ import annotations

from onrecord.domain.annotations import Reading
from onrecord.domain.errors import UnknownId
from onrecord.domain.facts import Recorded
from onrecord.domain.times import AsOf
from onrecord.views.facts import annotation_shown, fact_shown, text_shown
from onrecord.views.held import NOW, Desk, Reader, world_at
from onrecord.views.judged import stands
from onrecord.views.lines import Lines
from onrecord.views.shown import Edit as Edit
from onrecord.views.shown import Field as Field
from onrecord.views.shown import Line as Line
from onrecord.views.shown import Piece as Piece
from onrecord.views.shown import Section as Section
from onrecord.views.shown import Shown


def show(reader: Reader, identifier: str, as_of: AsOf = NOW) -> Shown:
    """All of one line, by its id or the beginning of it.

    Raises UnknownId when nothing begins so, or several things do.
    """
    lines = Lines(world_at(reader, as_of), Desk(reader))
    line = lines.line(identifier)
    if line is None:
        identifier = _whole(reader, lines, identifier)
        line = lines.line(identifier)
    return _fact(reader, lines, identifier, as_of) if line is None else lines.show(line)


def _whole(reader: Reader, lines: Lines, identifier: str) -> str:
    """The whole id that begins so."""
    found = {known for _, known in reader.starting(identifier)} if identifier else set()
    found |= set(lines.beginning(identifier)) if identifier else set()
    if identifier in found or len(found) == 1:
        return identifier if identifier in found else found.pop()
    if found:
        some = ", ".join(sorted(found)[:5])
        raise UnknownId(f"{identifier!r} fits several lines: {some}; write more of the id")
    raise UnknownId(
        f"no line of the record has the id {identifier!r}; ids stand at the end of every line of "
        "a table, and their beginning will do"
    )


def _fact(reader: Reader, lines: Lines, identifier: str, as_of: AsOf) -> Shown:
    recorded = reader.get(identifier)
    if recorded is None:
        text = reader.text(identifier)
        if text is None:
            raise UnknownId(f"{identifier!r} was a line once, but nothing holds it as of then")
        return text_shown(text)
    if as_of.known is not None and recorded.seq > as_of.known:
        raise UnknownId(f"{identifier!r} was not known then: it came in at seq {recorded.seq}")
    if isinstance(recorded.fact, Reading) and recorded.fact.id != identifier:
        held = Recorded(recorded.fact, recorded.seq, recorded.recorded_at)
        reports = reader.reports_with(recorded.fact.text.digest)
        return annotation_shown(identifier, stands(reader, held, as_of), lines, reports)
    return fact_shown(recorded, lines)
