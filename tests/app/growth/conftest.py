"""The small paper archive of the ledger's tests serves here too."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
if str(HERE / "ledger") not in sys.path:
    sys.path.append(str(HERE / "ledger"))
