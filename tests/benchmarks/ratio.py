"""Ratios of what the program needs to what the bare libraries need, measured side by side."""

import os
import resource
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

_HEADER = ("work", "baseline", "ours", "ratio", "to reach", "peak MB")
_SMALL = 0.1


@dataclass(slots=True)
class Timing:
    """How long something took, and the most memory the process held meanwhile."""

    seconds: float = 0.0
    peak_mb: float = 0.0


@contextmanager
def timed() -> Iterator[Timing]:
    """Time a block; its timing is filled in when it ends."""
    timing = Timing()
    _forget_peak()
    start = time.perf_counter()
    try:
        yield timing
    finally:
        timing.seconds = time.perf_counter() - start
        timing.peak_mb = _peak_mb()


def best_of(n: int, work: Callable[[], object]) -> Timing:
    """The quickest of ``n`` runs, with the highest peak of them."""
    runs = []
    for _ in range(n):
        with timed() as timing:
            work()
        runs.append(timing)
    return Timing(min(run.seconds for run in runs), max(run.peak_mb for run in runs))


def _forget_peak() -> None:
    refs = Path("/proc/self/clear_refs")
    if refs.exists() and os.access(refs, os.W_OK):
        refs.write_text("5")


def _peak_mb() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report; without a baseline it is only told how much the work took."""

    work: str
    ours: float
    baseline: float | None
    most: float | None
    unit: str
    peak_mb: float = 0.0

    @property
    def ratio(self) -> float | None:
        """Ours by the baseline."""
        return self.ours / self.baseline if self.baseline else None

    @property
    def reached(self) -> bool:
        """Whether the ratio is what was promised; true where nothing was."""
        return self.ratio is None or self.most is None or self.ratio <= self.most

    def cells(self) -> tuple[str, ...]:
        """As the report prints it."""
        ratio = "" if self.ratio is None else f"{self.ratio:.{2 if self.ratio > _SMALL else 4}f}"
        return (
            self.work,
            "" if self.baseline is None else _shown(self.baseline, self.unit),
            _shown(self.ours, self.unit),
            ratio if self.reached else f"{ratio} !",
            "" if self.most is None else f"≤ {self.most:g}",
            f"{self.peak_mb:.0f}" if self.peak_mb else "",
        )


def _shown(amount: float, unit: str) -> str:
    if unit == "s" and amount < _SMALL:
        return f"{amount * 1000:.2f} ms"
    return f"{amount:.2f} {unit}"


@dataclass(slots=True)
class Report:
    """All that was measured in one run."""

    rows: list[Row] = field(default_factory=list)

    def add(
        self,
        work: str,
        ours: Timing,
        baseline: Timing | None = None,
        most: float | None = None,
    ) -> Row:
        """Note how long a piece of work took: ``most`` is the ratio to reach."""
        bare = None if baseline is None else baseline.seconds
        self.rows.append(Row(work, ours.seconds, bare, most, "s", ours.peak_mb))
        return self.rows[-1]

    def add_size(self, work: str, ours: int, baseline: int, most: float) -> Row:
        """Note how many bytes came of a piece of work."""
        self.rows.append(Row(work, ours / 1e6, baseline / 1e6, most, "MB"))
        return self.rows[-1]

    def markdown(self) -> str:
        """The table; ``!`` stands behind a ratio that was not reached."""
        lines = [_HEADER, ("---",) + ("---:",) * (len(_HEADER) - 1)]
        lines += [row.cells() for row in self.rows]
        return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)

    def write(self, path: Path) -> None:
        """Write the table to a file."""
        path.write_text(self.markdown(), encoding="utf-8")


def consume(things: Iterable[object]) -> int:
    """Go through all of them; how many there were."""
    return sum(1 for _ in things)
