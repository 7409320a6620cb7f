"""The closed lists of words: kinds, stages, categories (after the annotation guideline)."""

from enum import StrEnum


class MentionKind(StrEnum):
    """What a name names."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class StatementKind(StrEnum):
    """How a statement's content is given: in quotation marks, without, or partly."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Mode(StrEnum):
    """What the speaker did with the content."""

    SAID = "said"
    DENIED = "denied"
    DECLINED = "declined"
    ASKED = "asked"
    THOUGHT = "thought"


class Category(StrEnum):
    """What a pledge is about."""

    MILITARY_AID = "military_aid"
    FINANCIAL = "financial"
    HUMANITARIAN = "humanitarian"
    TRAINING = "training"
    SECURITY_GUARANTEE = "security_guarantee"
    MEMBERSHIP = "membership"
    POLITICAL = "political"
    INDUSTRIAL = "industrial"
    LEGAL = "legal"
    OTHER = "other"


class Distribution(StrEnum):
    """How several parties share a pledge."""

    SINGLE = "single"
    EACH = "each"
    JOINT = "joint"


class ConditionKind(StrEnum):
    """How a condition binds."""

    IF = "if"
    UNLESS = "unless"
    UNTIL = "until"
    WHILE = "while"
    AFTER = "after"
    IN_EXCHANGE = "in_exchange"


class ConditionState(StrEnum):
    """What came of a condition."""

    OPEN = "open"
    MET = "met"
    FAILED = "failed"
    DISPUTED = "disputed"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """How far an undertaking is, as told."""

    REQUESTED = "requested"
    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    AGREED = "agreed"
    CONTRACTED = "contracted"
    UNDER_WAY = "under_way"
    FULFILLED = "fulfilled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    BROKEN = "broken"


LADDER = (
    Stage.REQUESTED,
    Stage.CONSIDERED,
    Stage.ANNOUNCED,
    Stage.AGREED,
    Stage.CONTRACTED,
    Stage.UNDER_WAY,
    Stage.FULFILLED,
)
"""The stages that lead forward, in order; the other three are ends."""

OTHERS = frozenset({"other", "others", "partners", "allies", "members"})
"""Words of parties that are not named one by one."""


class CopyKind(StrEnum):
    """How a report is a copy of another."""

    WIRE = "wire"
    NEAR = "near"
    EDITED = "edited"


class DisputeKind(StrEnum):
    """In what two accounts differ."""

    NUMBER = "number"
    DATE = "date"
    PARTY = "party"
    POLARITY = "polarity"
    STAGE = "stage"
    WORDING = "wording"


class Relation(StrEnum):
    """What a proposal says of its two sides."""

    SAME_ENTITY = "same_entity"
    SAME_UTTERANCE = "same_utterance"
    SAME_COMMITMENT = "same_commitment"
    SAME_STORY = "same_story"
    COPY_OF = "copy_of"
    CREDITS = "credits"
    DISPUTES = "disputes"


class Period(StrEnum):
    """How often something is needed again."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Judgement(StrEnum):
    """A yes or no to a proposal, or to an annotation; a field put right; a decision taken back."""

    ACCEPT = "accept"
    REJECT = "reject"
    CORRECT = "correct"
    UNDO = "undo"


class Severity(StrEnum):
    """How much a finding matters: noted, doubtful, or the input was refused."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"
