"""What every test stands on: no screen, and generated cases that are the same each time."""

import os

from hypothesis import HealthCheck, settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A busy machine must not turn a slow example into a failure; pytest-timeout watches for hangs.
_PATIENT = [HealthCheck.too_slow]

settings.register_profile(
    "default", max_examples=50, derandomize=True, deadline=None, suppress_health_check=_PATIENT
)
settings.register_profile(
    "full", max_examples=500, deadline=None, print_blob=True, suppress_health_check=_PATIENT
)
settings.load_profile("full" if os.environ.get("LEDGER_FULL") == "1" else "default")
