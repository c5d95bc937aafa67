"""Undo and redo as a page does them: at once or not at all, and told in words."""

from collections.abc import Callable

from desktop.domain.errors import AppError
from desktop.services import undo
from desktop.ui.desk import Desk


def step_back(desk: Desk, since: int) -> undo.Back | None:
    """Take back one's last act; None if that could not be done, which is told."""
    return _step(desk, undo.undo, since, "已撤销")


def step_again(desk: Desk, since: int) -> undo.Back | None:
    """Do it again; None if that could not be done, which is told."""
    return _step(desk, undo.redo, since, "已重做")


def _step(desk: Desk, step: Callable[..., undo.Back], since: int, word: str) -> undo.Back | None:
    session = desk.session
    try:
        with session.at_once():
            done = step(session, since=since)
    except AppError as error:
        desk.told.emit(str(error))
        return None
    left = f"，{len(done.left)} 处之后又改过，没有动" if done.left else ""
    desk.told.emit(f"{word}：{done.label}{left}")
    return done
