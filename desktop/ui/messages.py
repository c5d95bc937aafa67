"""Telling and asking the clerk; none of these stops the event loop."""

import logging
import sys
from collections.abc import Callable

from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.domain.errors import AppError, Cancelled

log = logging.getLogger(__name__)


def show_error(parent: QWidget, error: Exception) -> None:
    """Tell the clerk about an expected error; pass a bug on to the crash net."""
    if isinstance(error, Cancelled):
        return
    if not isinstance(error, AppError):
        sys.excepthook(type(error), error, error.__traceback__)
        return
    # The sentence may name a person, so the log gets the kind of error only.
    log.info("told the clerk: %s", type(error).__name__)
    tell(parent, "请注意", str(error), QMessageBox.Icon.Warning)


def tell(
    parent: QWidget,
    title: str,
    sentence: str,
    icon: QMessageBox.Icon = QMessageBox.Icon.Information,
) -> QMessageBox:
    """Show a sentence with one button."""
    box = QMessageBox(icon, title, sentence, parent=parent)
    box.setObjectName("message")
    button = box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(button)
    box.setEscapeButton(button)
    box.open()
    return box


def ask(parent: QWidget, title: str, sentence: str, yes: str, then: Callable[[], object]) -> None:
    """Ask before something is done; ``yes`` says on the button what will be done."""
    box = QMessageBox(QMessageBox.Icon.Question, title, sentence, parent=parent)
    box.setObjectName("question")
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton("取消", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(agree)
    box.setEscapeButton(refuse)
    agree.clicked.connect(then)
    box.open()
