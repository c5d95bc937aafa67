"""Pictures of the survey: the household sheet, the check list, the season, review, rounds."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from desktop.services import person_duplicates
from desktop.ui import cards
from desktop.ui.dialogs import people_operations
from desktop.ui.dialogs.operation_forms import DECLARED
from desktop.ui.dialogs.operations import open_operation
from desktop.ui.pages.check_list import CheckListPage
from desktop.ui.pages.conflicts import ConflictsPage
from desktop.ui.pages.households import HouseholdsPage
from desktop.ui.pages.people import PeoplePage
from desktop.ui.pages.presence import PresencePage
from desktop.ui.pages.rounds import RoundsPage
from desktop.ui.widgets.people_filters import Said
from desktop.ui.window import MainWindow
from tools.survey_round import Course

Scene = tuple[str, QWidget]
Key = Qt.Key


def scenes(window: MainWindow, course: Course) -> Iterator[Scene]:
    """Every state that a survey has, by name."""
    window.show()
    yield from _sheet(window, course)
    yield from _check_list(window, course)
    yield from _season(window, course)
    yield from _round(window)
    yield from _people(window)
    yield from _office(window)


def _sheet(window: MainWindow, course: Course) -> Iterator[Scene]:
    window.go("households")
    page = cast("HouseholdsPage", window.page("households"))
    page.show_household(course.changed.household.id)
    _settle()
    page.members.setFocus()
    page.sheet.go_to(0, _column(page, "person.education"))
    yield "survey-compared", window
    page.sheet.go_to(1)
    page.sheet.details.enter()
    yield "survey-branch", window
    page.sheet.details.show_more()
    yield "survey-more", window
    page.sheet.details.show_more()
    page.show_household(course.returned.household.id)
    page.members.setFocus()
    yield "survey-returned", window
    page.show_household(course.accepted.household.id)
    yield "survey-accepted", window
    page.show_household(course.twice.household.id)
    QTest.keyClick(page.members, Key.Key_F10)
    yield from _dialog("survey-visits", page)
    QTest.keyClick(page.members, Key.Key_F1)
    yield from _dialog("survey-keys", page)
    operation = next(one for one in DECLARED if one is not None)
    dialog = open_operation(window.desk, course.accepted.household.id, operation, page)
    if dialog is not None:
        yield "survey-operation", dialog
        dialog.close()


def _check_list(window: MainWindow, course: Course) -> Iterator[Scene]:
    window.go("check_list")
    page = cast("CheckListPage", window.page("check_list"))
    page.bar.choose(course.village)
    page.open_village()
    QTest.keyClicks(page.bar.row, "7h")
    yield "check-list", window
    QTest.keyClick(page.bar.row, Key.Key_Return)
    QTest.keyClicks(page.sheet.grid, "z")
    yield "check-list-typing", window
    if page.sheet.grid.editor is not None:
        QTest.keyClick(page.sheet.grid.editor, Key.Key_Escape)
    page.show_differences()
    window.toast.hide()
    yield "check-list-differences", window
    page.show_differences()
    window.toast.hide()


def _season(window: MainWindow, course: Course) -> Iterator[Scene]:
    window.go("presence")
    page = cast("PresencePage", window.page("presence"))
    page.show_village(course.village)
    page.quick.setFocus()
    yield "season-quick", window
    for at, name in ((1, "season-board"), (2, "season-weeks")):
        page.tabs.setCurrentIndex(at)
        yield name, window


def _round(window: MainWindow) -> Iterator[Scene]:
    window.go("rounds")
    page = cast("RoundsPage", window.page("rounds"))
    yield "rounds", window
    yield from _opened("rounds-new", page.acts.ask_new())
    found = page.survey()
    if found is not None:
        yield from _opened("rounds-asks", page.acts.ask_asks(found))
    window.go("sampling")
    yield "sampling", window


def _people(window: MainWindow) -> Iterator[Scene]:
    window.go("people")
    page = cast("PeoplePage", window.page("people"))
    page.filters.show_said(Said(standing="willing"))
    yield "people-filtered", window
    page.clear_filters()
    page.ask_columns()
    yield from _dialog("people-columns", page)
    page.grid.selectRow(0)
    page.grid.setFocus()
    QTest.keyClick(page.grid, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.ask_batch()
    yield from _dialog("people-batch", page)
    worker = next((row for row in page.grid.table.rows if row.member.spells), None)
    card = cards.open_card(window.desk, window, worker.member.person.id) if worker else None
    if card is not None:
        card.findChild(QTabWidget).setCurrentIndex(1)
        yield from _opened("person-life", card)


def _office(window: MainWindow) -> Iterator[Scene]:
    window.go("conflicts")
    page = cast("ConflictsPage", window.page("conflicts"))
    yield "conflicts", window
    twin = next(iter(person_duplicates.listed(window.desk.session)), None)
    if twin is not None:
        dialog = people_operations.open_merge(window.desk, page, *twin.persons[:2])
        if dialog is not None:
            yield from _opened("merge", dialog)
    for key in ("partners", "areas", "parameters"):
        window.go(key)
        yield key, window


def _dialog(name: str, page: QWidget) -> Iterator[Scene]:
    """The dialog that was just opened over a page."""
    for dialog in page.findChildren(QDialog):
        if dialog.isVisible():
            yield from _opened(name, dialog)


def _opened(name: str, dialog: QDialog) -> Iterator[Scene]:
    yield name, dialog
    dialog.close()
    _settle()


def _column(page: HouseholdsPage, path: str) -> int:
    return [field.path if field else "" for field in page.members.table.fields].index(path)


def _settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
