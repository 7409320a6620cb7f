"""The table of stages: name and version, and what makes one."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from onrecord.reading.attribution import AttributionStage
from onrecord.reading.encoding import Encoding
from onrecord.reading.names import Names
from onrecord.reading.pledges import Pledges
from onrecord.reading.quantities import Quantities
from onrecord.reading.references import ReferencesStage
from onrecord.reading.sentences import Sentences
from onrecord.reading.speakers import Speakers
from onrecord.reading.stage import Engine, Stage
from onrecord.reading.times import Times

CATALOGUE: dict[str, Callable[[Engine], Stage]] = {
    "encoding.v1": Encoding,
    "sentences.v1": lambda _: Sentences(),
    "names.v1": lambda _: Names(),
    "times.v1": lambda _: Times(),
    "quantities.v1": lambda _: Quantities(),
    "references.v1": lambda _: ReferencesStage(),
    "attribution.v1": lambda _: AttributionStage(),
    "speakers.v1": lambda _: Speakers(),
    "pledges.v1": lambda _: Pledges(),
}
"""Every stage that there is; an older version stays beside the newer one."""

ORDER = (
    "encoding.v1",
    "sentences.v1",
    "names.v1",
    "times.v1",
    "quantities.v1",
    "references.v1",
    "attribution.v1",
    "speakers.v1",
    "pledges.v1",
)
"""The stages that run, in order."""


def stages(engine: Engine) -> tuple[Stage, ...]:
    """The stages of `ORDER`, ready to run with this engine."""
    return tuple(CATALOGUE[name](engine) for name in ORDER)


def maker(engine: Engine) -> str:
    """Name and version of the whole: "onrecord+encoder.3.k2hd7a".

    The end is made from the names of the stages, so another stage or order is another maker.
    """
    digest = hashlib.sha256("\n".join(ORDER).encode()).digest()
    recipe = base64.b32encode(digest).decode("ascii").lower()[:6]
    return f"onrecord+{engine.name}.{engine.version}.{recipe}"
