"""Undo and redo on the page of households: over cells, records and screens, and going there."""

from collections.abc import Callable
from typing import Protocol

from desktop.domain.errors import AppError
from desktop.services import undo as service
from desktop.ui import member_cells
from desktop.ui.desk import Desk
from desktop.ui.pages.household_sheet import HouseholdSheet


class Where(Protocol):
    """The page that goes back."""

    desk: Desk
    sheet: HouseholdSheet
    since: int

    def refresh(self) -> None: ...
    def renew(self) -> None: ...
    def show_household(self, household: str) -> None: ...


def undo(page: Where) -> None:
    """Take back one's last act, and go to where it was."""
    _step(page, service.undo, "已撤销")


def redo(page: Where) -> None:
    """Do again what was undone last, and go to where it was."""
    _step(page, service.redo, "已重做")


def _step(page: Where, step: Callable[..., service.Back], word: str) -> None:
    session, sheet = page.desk.session, page.sheet
    if not sheet.settle():
        return
    try:
        with session.at_once():
            done = sheet.keeper.quietly(lambda: step(session, since=page.since))
    except AppError as error:
        page.desk.told.emit(str(error))
        return
    _go_there(page, done)
    who = sheet.current_member() if done.cells else None
    name = f"（{who.person.name}）" if who and who.person.name else ""
    left = f"，{len(done.left)} 处之后又改过，没有动" if done.left else ""
    page.desk.told.emit(f"{word}：{done.label}{name}{left}")


def _go_there(page: Where, done: service.Back) -> None:
    session, sheet = page.desk.session, page.sheet
    homes = (member_cells.home_of(session, entity, record) for entity, record, _ in done.cells)
    household = next(filter(None, homes), "")
    if done.deleted or (household and household != sheet.household):
        page.refresh()
        page.show_household(household or sheet.household)
    else:
        page.renew()
    for _, record, field in done.cells:
        if field and sheet.go_to_cell(record, field):
            return
