"""How long it takes in a window from a key to what it shows, painted and handed to the screen."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

TIMES = 120
"""How often each key is pressed."""
_QUIET_S, _PATIENCE_S, _NAP_S = 0.05, 60.0, 0.0002


class Watch(QObject):
    """Presses keys and looks at the screen."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self._app = app
        self._painted = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self._painted = self._painted or event.type() is QEvent.Type.Paint
        return False

    def until(self, act: Callable[[], None], on: QWidget, is_there: Callable[[], bool]) -> float:
        """Seconds from an act until something is there, and ``on`` has been painted since.

        Whatever else the window still had to do by then is counted, too: the next key waits for it.
        """
        on.installEventFilter(self)
        self._painted = False
        start = time.perf_counter()
        act()
        self.wait(lambda: is_there() and self._painted)
        self._app.processEvents()
        self._app.sync()
        seconds = time.perf_counter() - start
        on.removeEventFilter(self)
        return seconds

    def wait(self, is_there: Callable[[], bool]) -> None:
        """Let the window work until something is there."""
        end = time.perf_counter() + _PATIENCE_S
        while not is_there():
            if time.perf_counter() > end:
                raise TimeoutError("the window did not show it")
            self._app.processEvents()
            # The screen is drawn by another program, which wants the processor meanwhile.
            time.sleep(_NAP_S)

    def rest(self) -> None:
        """Let the window work until it has been quiet for a moment."""
        end = time.perf_counter() + _QUIET_S
        self.wait(lambda: time.perf_counter() > end)
