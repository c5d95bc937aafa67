"""From a key to what it shows in a real window of a township, against bare Qt and the frame."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import quantiles

import pytest

from desktop.services import checks, rounds
from tests.benchmarks.conftest import PASSPHRASE, state_of
from tests.benchmarks.ratio import Timing
from tests.benchmarks.scale import PERSONS

ROOT = Path(__file__).parents[2]
FRAME_S = 1 / 60
FRAMES = {"search": 2, "household": 6, "cell": 2, "scroll": 2}
SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]


def pressed(module: str, *arguments: str) -> dict[str, Timing]:
    """What one key in twenty takes longer than, by kind of work, in a window on a screen."""
    run = subprocess.run(
        [*SCREEN, sys.executable, "-m", f"tests.benchmarks.{module}", *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "xcb"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    times = json.loads(run.stdout.splitlines()[-1])
    return {work: Timing(quantiles(taken, n=20)[-1]) for work, taken in times.items()}


@pytest.mark.skipif(shutil.which(SCREEN[0]) is None, reason="needs xvfb-run for a real window")
def test_keys(township, report):
    rounds.add(township, name="按键", reference_date=township.today())
    checks.check_all(township)
    folder = township.ledger.folder
    bare = pressed("bare_keys", str(PERSONS))
    ours = pressed("keys_window", str(folder), str(state_of(folder)), PASSPHRASE)
    for work, frames in FRAMES.items():
        name = f"window of {PERSONS} persons, key to shown, p95: {work}"
        report.add(f"{name}, by bare Qt", ours[work], bare[work])
        report.add(f"{name}, by {frames} frames", ours[work], Timing(frames * FRAME_S), 1.0)
