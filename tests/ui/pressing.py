"""Keys as a clerk presses them, wherever the keyboard is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key, modifier=NONE, times=1):
    """Press a key."""
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget(), key, modifier)


def write(text):
    """Type letters and digits by keys, characters through the input method."""
    for letter in text:
        if letter.isascii():
            QTest.keyClicks(QApplication.focusWidget(), letter)
        else:
            compose(letter)


def compose(text, *parts):
    """What an input method sends: what is being spelled, then the words that were chosen."""
    for part in parts:
        QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent(part, []))
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(QApplication.focusWidget(), done)


def enter(text):
    """Type a text and go on."""
    write(text)
    press(Qt.Key.Key_Return)
