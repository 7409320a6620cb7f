"""What onrecord raises: our own faults and broken stores, never bad input (that is a finding)."""


class OnRecordError(Exception):
    """Any error of this package; the message says what was expected, what came, what to do."""


class SpanError(OnRecordError):
    """A span that does not lie inside its text, or is empty or reversed."""


class QuoteMismatch(OnRecordError):
    """A quote whose words are not the characters of its text at that place."""


class NotARecord(OnRecordError):
    """A file that is not an onrecord record."""


class RecordTooNew(OnRecordError):
    """A record written by a later version of onrecord than this one."""


class RecordBusy(OnRecordError):
    """Another process is writing to the record."""


class RecordFull(OnRecordError):
    """The record could not grow: the disk is full or a quota is reached."""


class UnknownId(OnRecordError):
    """An id, or the beginning of one, that the record does not hold or that fits several lines."""


class UsageError(OnRecordError):
    """A question that cannot be asked so: a bad date, filter or option."""


class RecordMoved(OnRecordError):
    """Something was recorded between looking and writing; nothing was stored, look again."""
