"""Long work off the window's thread: one job after another, with progress and cancel."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from desktop.domain.errors import Cancelled
from desktop.domain.progress import Progress
from desktop.services.session import Session

P = ParamSpec("P")
T = TypeVar("T")
Work = Callable[[Progress], T]
_PERIOD_S = 0.05


class Job:
    """One piece of work that was asked for; the clerk may give up on it."""

    def __init__(self, title: str) -> None:
        self.title = title
        self._given_up = threading.Event()

    def cancel(self) -> None:
        """Let the next report of progress end the work."""
        self._given_up.set()

    def check(self) -> None:
        """Raise Cancelled if the clerk gave up."""
        if self._given_up.is_set():
            raise Cancelled


class Jobs(QObject):
    """Runs jobs in a single worker thread, which touches no QObject but this one.

    Results come in the window's thread, and only while the one who asked is alive. If they are
    ``held``, none begins before :meth:`begin`.
    """

    started = Signal(object)
    progressed = Signal(int, int)
    ended = Signal(object)
    _deliver = Signal(object, object)

    def __init__(
        self, parent: QObject | None = None, *, inline: bool = False, held: bool = False
    ) -> None:
        super().__init__(parent)
        self._inline = inline
        self._pool = None if inline else ThreadPoolExecutor(1, thread_name_prefix="job")
        self._deliver.connect(self._call, Qt.ConnectionType.AutoConnection)
        self.running: Job | None = None
        self._may_begin = threading.Event()
        self._is_closed = False
        if not held:
            self.begin()

    def begin(self) -> None:
        """Let those begin that were held."""
        self._may_begin.set()

    def start(
        self,
        owner: QObject,
        title: str,
        work: Work[T],
        *,
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> Job:
        """Queue a piece of work; ``done`` or ``failed`` is called in the window's thread."""
        job = Job(title)
        if self._pool is None:
            self._run(job, owner, work, done, failed)
        else:
            self._pool.submit(self._run_held, job, owner, work, done, failed)
        return job

    def _run_held(self, job: Job, *rest: Any) -> None:
        self._may_begin.wait()
        if not self._is_closed:
            self._run(job, *rest)

    def _run(
        self,
        job: Job,
        owner: QObject,
        work: Work[T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._deliver.emit(self, lambda: self._begin(job))
        try:
            job.check()
            result = work(self._thinned(job))
        except Exception as error:  # noqa: BLE001 - carried to the window's thread, not swallowed
            caught = error
            self._deliver.emit(self, lambda: self._end(job))
            self._deliver.emit(owner, lambda: failed(caught))
        else:
            self._deliver.emit(self, lambda: self._end(job))
            self._deliver.emit(owner, lambda: done(result))

    def _thinned(self, job: Job) -> Progress:
        last = 0.0

        def report(done: int, total: int) -> None:
            nonlocal last
            job.check()
            now = time.monotonic()
            if now - last >= _PERIOD_S or done == total:
                last = now
                self.progressed.emit(done, total)

        return report

    def _begin(self, job: Job) -> None:
        self.running = job
        self.started.emit(job)

    def _end(self, job: Job) -> None:
        self.running = None
        self.ended.emit(job)

    def _call(self, owner: QObject, callback: Callable[[], None]) -> None:
        if isValid(owner):
            callback()

    def close(self) -> None:
        """Wait for what runs and take no more."""
        if self.running is not None:
            self.running.cancel()
        self._is_closed = True
        self.begin()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)


def in_thread(
    session: Session,
    function: Callable[Concatenate[Session, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> Work[T]:
    """Work that calls a service over a connection of its own; ``progress`` is not passed on."""

    def work(_: Progress) -> T:
        own = session.for_thread()
        try:
            return function(own, *args, **kwargs)
        finally:
            own.close()

    return work


def in_thread_told(
    session: Session, function: Callable[..., T], *args: Any, **kwargs: Any
) -> Work[T]:
    """The same for a service that takes ``progress`` by name."""

    def work(progress: Progress) -> T:
        own = session.for_thread()
        try:
            return function(own, *args, progress=progress, **kwargs)
        finally:
            own.close()

    return work
