"""How often somebody may do something: a bucket of tries that fills again, for each of many."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 10_000
"""Buckets held, some 200 bytes each. Whoever was not seen for longest is forgotten first."""


class Pace:
    """Lets each key through `burst` times at once and then once in `seconds`."""

    def __init__(
        self,
        burst: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        most: int = MOST,
    ) -> None:
        self.burst = burst
        self.seconds = seconds
        self.most = most
        self._clock = clock
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> float:
        """0 where the key may pass now, which counts; else the seconds until it may."""
        now = self._clock()
        with self._lock:
            left, since = self._left.pop(key, (float(self.burst), now))
            left = min(float(self.burst), left + (now - since) / self.seconds)
            wait = 0.0 if left >= 1 else (1 - left) * self.seconds
            self._left[key] = (left if wait else left - 1, now)
            while len(self._left) > self.most:
                self._left.popitem(last=False)
        return wait


def whose(address: str) -> str:
    """The key of an address; one household has a whole /64 of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if found.version == 6:
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
