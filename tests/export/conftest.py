"""Helpers of these rooms' tests are found from each other."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for room in ("ledger", "views"):
    if str(HERE.parent / room) not in sys.path:
        sys.path.append(str(HERE.parent / room))
