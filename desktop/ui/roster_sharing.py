"""Rosters that go to other offices as small files, and come from them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError
from desktop.domain.file_names import plain_file_name
from desktop.services import roster_templates
from desktop.ui import messages
from desktop.ui.desk import Desk

_FILES = "名册模板 (*.json)"


def ask_share(desk: Desk, parent: QWidget, name: str) -> None:
    """Ask where the small file of a roster is to lie."""
    proposal = plain_file_name(f"名册模板_{name}", ".json")
    file, _ = QFileDialog.getSaveFileName(parent, "存到哪里", proposal, _FILES)
    if file:
        share(desk, parent, name, Path(file))


def share(desk: Desk, parent: QWidget, name: str, file: Path) -> None:
    """Write a roster to a small file, and say what is in it."""
    try:
        is_whole = roster_templates.share(desk.session, name=name, file=file)
    except AppError as error:
        messages.show_error(parent, error)
        return
    left = "" if is_whole else "\n它的筛选认得具体的人，没有写进文件，对方要自己选筛选。"
    messages.tell(parent, "可以分享了", f"{file.name}\n文件里没有人员，可以发给别的单位。{left}")


def ask_take(parent: QWidget, then: Callable[[Path], object]) -> None:
    """Ask for a small file that somebody shared."""
    file, _ = QFileDialog.getOpenFileName(parent, "选别人分享的名册模板", "", _FILES)
    if file:
        then(Path(file))


def take(desk: Desk, parent: QWidget, file: Path) -> str:
    """Keep a roster that somebody shared; its name, or nothing if it was refused."""
    try:
        template = roster_templates.take(desk.session, file=file)
    except AppError as error:
        messages.show_error(parent, error)
        return ""
    desk.told.emit(f"已读入“{template.name}”")
    return template.name
