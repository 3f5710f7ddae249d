"""The product's settings, and leave to reach the receiver that the test starts on this machine."""

import os

from hoitu.project.settings import *  # noqa: F403

FETCH_PRIVATE_HOSTS = tuple(os.environ.get("FAULTS_RECEIVER", "").split())
