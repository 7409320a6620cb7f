"""Reports made by repeating, varying and renaming: as many as a benchmark needs, seeded.

Sentences are templates of ours; parties, items, numbers, days and outlets are drawn, so that most
reports tell of matters of their own, some of the same matter again, and a few are copies.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

LANDS = (
    "Norway",
    "Japan",
    "Ghana",
    "Chile",
    "Latvia",
    "Kenya",
    "Peru",
    "Canada",
    "Jordan",
    "Spain",
)
FIRST = ("Ida", "Jon", "Mara", "Tomas", "Lena", "Omar", "Petra", "Samuel", "Aiko", "Rosa")
LAST = ("Lund", "Vale", "Okoro", "Brandt", "Sato", "Reyes", "Novak", "Mensah", "Dahl", "Costa")
ITEMS = ("field hospitals", "generators", "water pumps", "buses", "radars", "trucks", "tents")
TOWNS = ("Oslo", "Accra", "Lima", "Riga", "Quito", "Hanoi", "Tunis", "Sofia")
PARAGRAPHS = (
    "{land} will send {n} {items} to {other} by the end of {month}, {role} {first} {last} said on "
    "{weekday}.",
    '"We will not wait for the others," {last} told reporters in {town}. "The {items} are needed '
    'now."',
    "{other} had asked its partners for {m} {items}, and called on {third} to open its ports.",
    "{third} ruled out sending {items} while the talks in {town} go on, a spokesman said.",
    "{land} has delivered {k} {items} since {month}, according to the aid agency in {town}.",
    "The governments of {land} and {third} signed an agreement on {month} {day} under which each "
    "will pay {m} million dollars if {other} meets its conditions.",
    "{last} denied that {land} had promised more than {n} {items}.",
)
MONTHS = ("January", "March", "May", "July", "September", "November")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
OUTLETS = ("Harbour Post", "Northern Wire", "Daily Ledger", "Morning Courier", "Lantern", "Gazette")


def made(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """`count` reports in the shape that `onrecord read` takes as JSON Lines."""
    draw = random.Random(seed)
    earlier: list[str] = []
    for number in range(count):
        day = date(2023, 1, 1) + timedelta(days=number * 700 // max(count, 1))
        if earlier and draw.random() < 0.05:
            text = draw.choice(earlier)
        else:
            text = _text(draw)
            earlier = [*earlier[-200:], text]
        outlet = draw.choice(OUTLETS)
        yield {
            "id": f"made-{number:06}",
            "outlet": outlet,
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{number}",
            "published": day.isoformat(),
            "text": text,
        }


def _text(draw: random.Random) -> str:
    land, other, third = draw.sample(LANDS, 3)
    values = {
        "land": land,
        "other": other,
        "third": third,
        "first": draw.choice(FIRST),
        "last": draw.choice(LAST) + draw.choice(("", "son", "berg", "-Hill", "ova")),
        "role": draw.choice(("foreign minister", "President", "defence minister")),
        "items": draw.choice(ITEMS),
        "town": draw.choice(TOWNS),
        "month": draw.choice(MONTHS),
        "weekday": draw.choice(WEEKDAYS),
        "n": str(draw.randint(2, 90)),
        "m": str(draw.randint(20, 400)),
        "k": str(draw.randint(2, 20)),
        "day": str(draw.randint(1, 28)),
    }
    chosen = draw.sample(PARAGRAPHS[1:], 3)
    return "\n\n".join(paragraph.format(**values) for paragraph in (PARAGRAPHS[0], *chosen))


def write(path: Path, count: int) -> Path:
    """A JSON Lines file of `count` reports."""
    with path.open("w", encoding="utf-8") as stream:
        for report in made(count):
            stream.write(json.dumps(report) + "\n")
    return path
