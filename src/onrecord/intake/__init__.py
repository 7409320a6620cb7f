"""Bytes from outside -> Report and Text; the one place where text is normalised.

`incoming` opens files, folders and standard input; `Incoming` is what it gives, one by one.
"""

from onrecord.intake.files import incoming
from onrecord.intake.item import MAX_CHARACTERS, Incoming

__all__ = ["MAX_CHARACTERS", "Incoming", "incoming"]
