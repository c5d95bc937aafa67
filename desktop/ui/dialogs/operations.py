"""The menu of what can be done with a household, and what its entries open."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from desktop.domain.entities import Membership, Person
from desktop.domain.errors import AppError
from desktop.services import entry, people
from desktop.services.moving import Operation
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.dialogs.operation_dialog import OperationDialog
from desktop.ui.dialogs.operation_form import Answers, Form
from desktop.ui.dialogs.operation_forms import DECLARED, Declared
from desktop.ui.dialogs.relations_dialog import RelationsDialog


def operations_menu(desk: Desk, household_id: str, parent: QWidget | None = None) -> QMenu:
    """What can be done with a household and its members; deleted once it is closed."""
    menu = QMenu("办理", parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    family = people.family(desk.session, household_id) if household_id else None
    may = desk.session.role >= Role.CLERK
    for declared in DECLARED:
        if declared is None:
            menu.addSeparator()
            continue
        action = menu.addAction(declared.words)
        action.setEnabled(may and family is not None)
        action.triggered.connect(partial(open_operation, desk, household_id, declared, parent))
    menu.addSeparator()
    new = menu.addAction("新增户…")
    new.setEnabled(may)
    new.triggered.connect(partial(open_new_household, desk, parent))
    return menu


def ask_operation(
    desk: Desk, parent: QWidget | None, form: Form, do: Callable[[Answers], Operation]
) -> OperationDialog:
    """Show a form; what it was filled in with is done, and what that leaves open is asked."""
    session = desk.session
    dialog = OperationDialog(
        desk.look, form, session.today().isoformat(), partial(people.find, session), parent
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def submit(answers: Answers) -> None:
        try:
            with session.at_once():
                done = do(answers)
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        desk.told.emit(f"已办理：{form.title}（Ctrl+Z 可撤销）")
        _follow_up(desk, parent, done)

    dialog.submitted.connect(submit)
    dialog.open()
    return dialog


def open_operation(
    desk: Desk, household: str, declared: Declared, parent: QWidget | None, *_: object
) -> OperationDialog | None:
    """Ask what an operation needs, and do it."""
    family = people.family(desk.session, household)
    if family is None:
        return None
    form = declared.ask(family, desk.session.ledger.book)
    return ask_operation(
        desk, parent, form, lambda said: declared.do(desk.session, household, said)
    )


def _follow_up(desk: Desk, parent: QWidget | None, done: Operation) -> None:
    """Ask for the relations that could not be told, and show the household."""
    ledger = desk.session.ledger
    asked = [entry_ for entry_ in map(partial(ledger.get, Membership), done.ask) if entry_]
    if asked:
        _ask_relations(desk, parent, asked)
    if done.households:
        desk.household_wanted.emit(done.households[0])


def _ask_relations(desk: Desk, parent: QWidget | None, asked: list[Membership]) -> None:
    session = desk.session
    family = people.family(session, asked[0].household or "")
    names = {one.id: name_of(desk, one.person) for one in asked}
    relations = [item.label or "" for item in session.ledger.book.items("relation")]
    head = (family.head.person.name if family and family.head else None) or "（还没有户主）"
    dialog = RelationsDialog(desk.look, head, list(names.items()), relations, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def submit(texts: dict[str, str]) -> None:
        try:
            for membership, text in texts.items():
                entry.set_cell(session, entity="membership", record=membership, field="relation",
                               text=text)  # fmt: skip
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()

    dialog.submitted.connect(submit)
    dialog.open()


def name_of(desk: Desk, person: str | None) -> str:
    """A person's name, or that there is none."""
    found = desk.session.ledger.get(Person, person)
    return (found.name if found else None) or "没有姓名"


def open_new_household(desk: Desk, parent: QWidget | None, *_: object) -> NewHouseholdDialog:
    """Ask where a new household lives, and go to it."""
    session = desk.session
    dialog = NewHouseholdDialog(desk.look, people.villages(session), ("", ""), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add(village: str, group: str) -> None:
        try:
            with session.at_once():
                made = entry.add_household(session, village=village, group=group)
        except AppError as error:
            if parent is not None:
                messages.show_error(parent, error)
            return
        desk.household_wanted.emit(made.id)

    dialog.submitted.connect(add)
    dialog.open()
    return dialog
