"""The small paper archive of the ledger's tests serves here too, and the drawn records there."""

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parents[2]
for folder in (TESTS / "ledger", Path(__file__).resolve().parent):
    if str(folder) not in sys.path:
        sys.path.append(str(folder))
