"""The product's settings, leave to reach the receiver that the test starts on this machine, and a clock that jumps.

Nobody but root may set this machine's clock. `kernel.clock` is the only one that the product asks, so it jumps here:
by the seconds in the file that `FAULTS_CLOCK` names. What Django itself times (sessions) goes on as before.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

from hoitu.kernel import clock
from hoitu.project.settings import *  # noqa: F403

FETCH_PRIVATE_HOSTS = tuple(os.environ.get("FAULTS_RECEIVER", "").split())

if _clock := os.environ.get("FAULTS_CLOCK"):
    _true_now, _file = clock.now, Path(_clock)

    def _now() -> datetime:
        return _true_now() + timedelta(seconds=float(_file.read_text()))

    clock.now = _now
