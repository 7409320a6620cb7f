"""A record in memory about an invented summit, for the tests of views and exports."""

from __future__ import annotations

from memory import Memory
from paper import Paper

SUMMIT = (
    "A flood summit ended in Haven on Wednesday. Norland and Estmark will each send 10 pumps to "
    "Coastland by June. Westmark refused to send boats until the harbour is safe. “Water does not "
    "wait,” Mayor Ilse Bérard said on Wednesday. Coastland has asked Norland for 3 million euros."
)
LATER = (
    "Norland’s ten pumps have reached Coastland, its office said on Friday.\n\n"
    "Estmark’s 12 pumps, or 10 by other counts, were promised at the summit. “The water will not "
    "wait,” Berard told the Echo."
)
EDITED = LATER.replace("have reached", "are about to reach")


def summit() -> tuple[Paper, Memory]:
    """The archive and a record of it."""
    paper = Paper()
    one = paper.page("s1", SUMMIT, "2025-03-12", outlet="Haven Post")
    two = paper.page("s2", LATER, "2025-03-15", outlet="Echo", url="https://echo.example/pumps")
    three = paper.page("s3", EDITED, "2025-03-16", outlet="Echo", url="https://echo.example/pumps")
    for page, names in (
        (one, "Norland Estmark Coastland Westmark"),
        (two, "Norland Estmark Coastland"),
    ):
        for name in names.split():
            page.name(name)
    for name in two.found[:3]:
        same = next(n for n in one.found if n.name == name.name)  # type: ignore[union-attr]
        paper.accept("same_entity", name, same)
    mayor = one.name("Ilse Bérard", kind="person", role="Mayor")
    again = two.name("Berard", "Berard", kind="person")
    paper.accept("same_entity", again, mayor)
    pumps = one.pledge(
        "Norland and Estmark will each send 10 pumps to Coastland by June",
        by=["Norland", "Estmark"],
        to=["Coastland"],
        share="each",
        number=(10, 10, "pump"),
        when="2025-06",
        thing="pumps",
    )
    one.pledge(
        "Westmark refused to send boats until the harbour is safe",
        by=["Westmark"],
        to=["Coastland"],
        stage="refused",
        conditions=[("until the harbour is safe", "until")],
        thing="boats",
        statement=None,
    )
    one.pledge(
        "Coastland has asked Norland for 3 million euros",
        by=["Norland"],
        to=["Coastland"],
        stage="requested",
        number=(3_000_000, 3_000_000, "EUR"),
        category="financial",
        thing="3 million euros",
    )
    dozen = two.pledge(
        "Estmark’s 12 pumps", by=["Estmark"], number=(12, 12, "pump"), thing="12 pumps"
    )
    paper.accept("same_commitment", dozen, pumps)
    paper.accept("disputes", dozen, pumps, "number")
    wait = one.said("Water does not wait", "Ilse Bérard", cue="said on")
    paper.accept("same_utterance", two.said("The water will not wait", "Berard", ["Echo"]), wait)
    two.pledge("were promised at the summit", score=0.2)
    paper.propose("same_story", two.report, one.report, 0.55)
    paper.accept("copy_of", three.report, two.report, "edited")
    return paper, Memory(paper.all())
