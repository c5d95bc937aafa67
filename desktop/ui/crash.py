"""The crash net: what to do about a bug, without losing the ledger or telling on anybody."""

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Signal

from desktop.services import crashes

_FAULTS = "fault.log"
log = logging.getLogger(__name__)


class CrashNet(QObject):
    """Hears of every bug, in whatever thread, writes it down and tells the window."""

    caught = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self._faults: TextIO | None = None

    def spread(self) -> bool:
        """Catch from now on; True if the program fell the last time it ran."""
        self.folder.mkdir(parents=True, exist_ok=True)
        faults = self.folder / _FAULTS
        fell = faults.exists() and faults.stat().st_size > 0
        if fell:
            crashes.write(self.folder, faults.read_text(encoding="utf-8", errors="replace"))
        self._faults = faults.open("w", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self._from_main
        threading.excepthook = self._from_thread
        return fell

    def close(self) -> None:
        """Stop catching; nothing fell."""
        faulthandler.disable()
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        if self._faults is not None:
            self._faults.close()
            (self.folder / _FAULTS).unlink(missing_ok=True)

    def _from_main(
        self, kind: type[BaseException], _: BaseException, trace: TracebackType | None
    ) -> None:
        self.note(kind, trace)

    def _from_thread(self, told: threading.ExceptHookArgs) -> None:
        self.note(told.exc_type, told.exc_traceback)

    def note(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Write a bug down and tell the window."""
        if issubclass(kind, KeyboardInterrupt):
            return
        report = crashes.without_values(kind, trace)
        crashes.write(self.folder, report)
        log.error("caught a bug\n%s", report)
        self.caught.emit()


def told_once(show: Callable[[], None]) -> Callable[[], None]:
    """Say it for the first bug only: a broken paint would say it at every frame."""
    said: list[bool] = []

    def say() -> None:
        if not said:
            said.append(True)
            show()

    return say
