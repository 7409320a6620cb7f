"""Reports made by repeating, varying and renaming: as many as a benchmark needs, seeded.

The news is made of matters, as the real one is: some tell of a matter of their own, most of one
that runs for days or weeks, in several outlets, with the same people, bodies and figures, cut,
told in other words or copied. Lands come again and again, as in any paper; people, towns and
bodies are as many as the reports ask for. Sentences are templates of ours.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

LANDS = (
    "France Germany Japan Canada Brazil India Kenya Norway Poland Chile Ghana Latvia Peru Jordan "
    "Spain Italy Mexico Egypt Turkey Nigeria Sweden Greece Ireland Portugal Finland Denmark "
    "Austria Belgium Hungary Romania Bulgaria Croatia Serbia Albania Estonia Lithuania Iceland "
    "Morocco Tunisia Senegal Uganda Rwanda Zambia Namibia Botswana Mongolia Nepal Vietnam Thailand "
    "Malaysia Indonesia Philippines Australia Fiji Ecuador Bolivia Uruguay Paraguay Panama Cuba"
).split()
FIRST = (
    "Ida Jon Mara Tomas Lena Omar Petra Samuel Aiko Rosa Karim Vera Hugo Nadia Emil Greta Pavel "
    "Irma Stefan Leila Marco Ana Viktor Clara Yusuf Helga Andre Sonja Felix Amara"
).split()
OPENINGS = (
    "Bal Cor Dal Esk Fal Gron Hal Ister Jor Kel Lor Mal Nor Ost Pel Quin Ros Sal Tor Vel".split()
)
MIDDLES = "a e i o u an er il or en am ut".split()
CLOSINGS = (
    "berg dan fors gard hult kov lund mar nes quist rand sen stad ton vik wald zic bek".split()
)
BODIES = (
    "{town} Relief Agency",
    "{town} Development Bank",
    "{town} Institute",
    "Union of {town} Workers",
    "{town} Port Authority",
    "{town} Grain Council",
)
ROLES = ("foreign minister", "finance minister", "prime minister", "defence minister", "president")
OUTLETS = (
    "Harbour Post,Northern Wire,Daily Ledger,Morning Courier,Lantern,Gazette,Evening Standard"
    ",Coast Herald,Tribune of the Valley,Meridian,Sunday Record,Observer of the North"
).split(",")
TOPICS: tuple[tuple[str, str, str], ...] = (
    ("field hospitals", "the flood", "wards"),
    ("generators", "the blackout", "power stations"),
    ("water pumps", "the drought", "wells"),
    ("buses", "the transport strike", "depots"),
    ("patrol boats", "the fisheries dispute", "harbours"),
    ("trucks", "the border closure", "crossings"),
    ("tents", "the earthquake", "camps"),
    ("vaccine doses", "the measles outbreak", "clinics"),
    ("tonnes of wheat", "the failed harvest", "silos"),
    ("rail cars", "the tunnel fire", "stations"),
    ("air-defence launchers", "the missile attacks", "bases"),
    ("armoured vehicles", "the border war", "garrisons"),
    ("solar panels", "the climate talks", "villages"),
    ("school books", "the education reform", "schools"),
    ("satellite terminals", "the network failure", "exchanges"),
    ("helicopters", "the forest fires", "airfields"),
    ("cranes", "the harbour collapse", "docks"),
    ("ambulances", "the hospital closures", "districts"),
    ("surveillance drones", "the smuggling trial", "checkpoints"),
    ("fishing licences", "the herring quota", "fleets"),
)
OPEN = (
    "{land} will send {n} {items} to {other} by the end of {month}, {role} {person} said on {day}, "
    "as {event} entered its {k} week.",
    "{role} {person} of {land} promised {n} {items} to {other} on {day} because of {event}.",
    "TOWN - {land} pledged to provide {other} with {n} {items} by {month}, {person} told the "
    "parliament in {town} on {day}.",
)
PARAGRAPHS = (
    '"We will not wait for the others," {last} told reporters in {town}. "The {items} are needed '
    'in the {places} now."',
    "{other} had asked its partners for {m} {items} after {event}, and called on {third} to open "
    "its {places}.",
    "{third} ruled out sending {items} while the talks in {town} go on, its {role2} {second} said.",
    "{land} has delivered {k} {items} since {month}, according to the {body}.",
    "The governments of {land} and {third} signed an agreement in {town} under which each will pay "
    "{m} million dollars if {other} meets its conditions.",
    "{last} denied that {land} had promised more than {n} {items}.",
    'The {body} said that {event} had left {m} {places} without help. "Nobody has counted the '
    'rest," its director, {third_person}, said.',
    "{second} said {third} would train {k} crews for the {items}, but only once {other} had signed "
    "the contract.",
    "{third_person} warned that the {items} would come too late for the {places} of {town}.",
    "{other} thanked {land} and said it expected the first {k} {items} in {month}.",
    'According to {second}, the cost of {event} had risen to {m} million dollars. "That is a '
    'number we can live with," he said.',
    "{last} accused {third} of breaking its promise to repair the {places}.",
    "The {body} called on {land} to double its offer. {last} declined to comment.",
    "A spokeswoman for the {body} said {n} {items} had arrived in {town} and were being handed out "
    "to the {places}.",
)
MONTHS = ("January", "March", "May", "July", "September", "November")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
WEEKS = ("second", "third", "fourth", "fifth", "sixth")
RUNNING = 6.0
"""Reports of one matter on average; their number falls off geometrically."""

DAYS = 30
"""A matter is told of for at most so long."""

COPIED = 0.04
"""The share of reports that an outlet takes over from another."""


@dataclass
class Matter:
    """One running matter: who and what it is about, and what was written on it last."""

    told: dict[str, str]
    ends: date
    last: str = ""


def made(count: int, seed: int = 7) -> Iterator[dict[str, str]]:
    """`count` reports in the shape that `onrecord read` takes as JSON Lines."""
    draw = random.Random(seed)
    days = max(30, min(1500, count // 7))
    running: list[Matter] = []
    for number in range(count):
        day = date(2021, 1, 1) + timedelta(days=number * days // max(count, 1))
        running = [matter for matter in running if matter.ends >= day]
        if not running or draw.random() < 1 / RUNNING:
            running.append(_matter(draw, day))
            matter = running[-1]
        else:
            matter = draw.choice(running[-40:])
        if not (matter.last and draw.random() < COPIED):
            matter.last = _text(draw, matter)
        outlet = draw.choice(OUTLETS)
        yield {
            "id": f"made-{number:06}",
            "outlet": outlet,
            "url": f"https://{outlet.lower().replace(' ', '')}.example/{number}",
            "published": day.isoformat(),
            "text": matter.last,
        }


def _matter(draw: random.Random, day: date) -> Matter:
    land, other, third = dict.fromkeys(_lands(draw))
    items, event, places = draw.choice(TOPICS)
    town = _name(draw)
    last, second, third_last = _name(draw), _name(draw), _name(draw)
    told = {
        "land": land,
        "other": other,
        "third": third,
        "person": f"{draw.choice(FIRST)} {last}",
        "last": last,
        "second": f"{draw.choice(FIRST)} {second}",
        "third_person": f"{draw.choice(FIRST)} {third_last}",
        "role": draw.choice(ROLES),
        "role2": draw.choice(ROLES),
        "items": items,
        "event": event,
        "places": places,
        "town": town,
        "body": draw.choice(BODIES).format(town=_name(draw)),
        "n": str(draw.randint(2, 900)),
        "m": str(draw.randint(20, 4000)),
        "month": draw.choice(MONTHS),
    }
    return Matter(told, day + timedelta(days=draw.randint(1, DAYS)))


def _lands(draw: random.Random) -> list[str]:
    """Three lands, the first of the list far more often than the last."""
    weights = [1 / (place + 2) for place in range(len(LANDS))]
    found: dict[str, None] = {}
    while len(found) < 3:
        found[draw.choices(LANDS, weights)[0]] = None
    return list(found)


def _name(draw: random.Random) -> str:
    """A name of a person or a town; some 46,000 of them."""
    middle = draw.choice(MIDDLES) + draw.choice(("", "", "r", "l", "n", "sk"))
    return draw.choice(OPENINGS) + middle + draw.choice(CLOSINGS)


def _text(draw: random.Random, matter: Matter) -> str:
    values = matter.told | {
        "day": draw.choice(WEEKDAYS),
        "k": draw.choice(WEEKS),
    }
    opening = draw.choice(OPEN).replace("TOWN", values["town"].upper()).format(**values)
    chosen = draw.sample(PARAGRAPHS, draw.randint(4, 9))
    told = []
    for paragraph in chosen:
        told.append(paragraph.format(**values | {"k": str(draw.randint(2, 20))}))
    return "\n\n".join((opening[0].upper() + opening[1:], *told))


def write(path: Path, count: int) -> Path:
    """A JSON Lines file of `count` reports."""
    with path.open("w", encoding="utf-8") as stream:
        for report in made(count):
            stream.write(json.dumps(report) + "\n")
    return path
