"""What can be done with a person: the households belonged to, and two records made one."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.entities import Person
from desktop.domain.errors import AppError
from desktop.services import belongings, entry, people, person_merging
from desktop.services.moving import Operation
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.belongings_dialog import BelongingsDialog
from desktop.ui.dialogs.merge_dialog import MergeDialog, Side
from desktop.ui.dialogs.operation_dialog import OperationDialog
from desktop.ui.dialogs.operation_form import Answers, Form, Part, Question
from desktop.ui.dialogs.operations import ask_operation, name_of

_LIVING = (("常住", "常住户"), ("防返贫", "防返贫户"))


def open_belongings(desk: Desk, parent: QWidget, person: str) -> BelongingsDialog | None:
    """Show the households a person belongs to, and let them be changed."""
    session = desk.session
    found = session.ledger.get(Person, person)
    if found is None:
        return None
    kinds = [(item.key or "", item.label or "") for item in
             session.ledger.book.items("membership_kind")]  # fmt: skip
    dialog = BelongingsDialog(
        desk.look, found.name or "没有姓名", kinds, found.count_by or "户籍", parent
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def show() -> None:
        dialog.show_lines(belongings.belongings(session, person))

    def count_by(key: str) -> None:
        entry.set_cell(session, entity="person", record=person, field="count_by", text=key)
        desk.told.emit("已改统计归属")

    dialog.add_wanted.connect(lambda: _ask_belong(desk, dialog, person, show))
    dialog.end_wanted.connect(lambda membership: _ask_end(desk, dialog, membership, show))
    dialog.counted_by.connect(count_by)
    show()
    dialog.open()
    return dialog


def _ask_belong(
    desk: Desk, parent: BelongingsDialog, person: str, then: Callable[[], object]
) -> OperationDialog:
    session, name = desk.session, name_of(desk, person)
    offered = tuple(
        (item.key or "", item.label or "") for item in session.ledger.book.items("relation")
    )
    form = Form(
        title="增加所属户",
        yes="增加",
        about=f"{name}的户籍不动，另外记住他住在哪一户，或在哪一户享受帮扶。",
        questions=(
            Question(name="kind", label="种类", part=Part.ONE, options=_LIVING, first="常住"),
            Question(name="into", label="哪一户", part=Part.HOUSEHOLD),
            Question(name="relation", label="与户主关系", part=Part.RELATION, options=offered,
                     needed=False),
        ),
        reasons=("随子女住", "投靠亲属", "婚后常住", "防返贫系统登记"),
        say=lambda said: f"{name}记为{said.read('into')}的{said['kind']}成员，户籍不变。",
    )  # fmt: skip

    def do(said: Answers) -> Operation:
        belongings.belong(
            session, person=person, household=said["into"], kind=said["kind"],
            relation=said["relation"], reason=said.reason, on=said.on,
        )  # fmt: skip
        then()
        return Operation(())

    return ask_operation(desk, parent, form, do)


def _ask_end(
    desk: Desk, parent: BelongingsDialog, membership: str, then: Callable[[], object]
) -> OperationDialog:
    form = Form(
        title="结束所属户",
        yes="结束",
        about="",
        questions=(),
        reasons=("已搬走", "不再享受帮扶", "登记错误"),
        say=lambda _said: "这一条到所填日期为止，户籍不变。",
    )

    def do(said: Answers) -> Operation:
        belongings.end(desk.session, membership=membership, reason=said.reason, on=said.on)
        then()
        return Operation(())

    return ask_operation(desk, parent, form, do)


def ask_duplicate(desk: Desk, parent: QWidget, person: str) -> OperationDialog:
    """Ask which other record is the same person, and show both side by side."""
    name = name_of(desk, person)
    form = Form(
        title="与另一条记录合并",
        yes="并排看",
        about=f"{name}在台账里还有一条记录？搜出来，下一步逐项选。",
        questions=(Question(name="other", label="另一条记录", part=Part.PERSON),),
        with_reason=False,
        with_day=False,
        say=lambda said: (
            f"把{said.read('other')}与{name}的记录并排，逐项选留哪个；现在还不会改动。"
        ),
    )
    dialog = OperationDialog(desk.look, form, "", partial(people.find, desk.session), parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def submit(said: Answers) -> None:
        if said["other"] == person:
            dialog.refuse("这是同一条记录，请选另一条")
            return
        dialog.close()
        open_merge(desk, parent, person, said["other"])

    dialog.submitted.connect(submit)
    dialog.open()
    return dialog


def open_merge(desk: Desk, parent: QWidget, left: str, right: str) -> MergeDialog | None:
    """Show two records side by side, and merge them as is chosen."""
    session = desk.session
    try:
        differences = person_merging.compare(session, person=left, other=right)
    except AppError as error:
        messages.show_error(parent, error)
        return None
    dialog = MergeDialog(desk.look, _side(desk, left), _side(desk, right), differences, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def swap() -> None:
        dialog.close()
        open_merge(desk, parent, right, left)

    def submit(take: tuple[str, ...], reason: str) -> None:
        try:
            with session.at_once():
                person_merging.merge_people(
                    session, person=left, other=right, take=take, reason=reason
                )
        except AppError as error:
            dialog.refuse(str(error))
            return
        dialog.close()
        desk.told.emit("已合并成一条（Ctrl+Z 可撤销）")

    dialog.swapped.connect(swap)
    dialog.submitted.connect(submit)
    dialog.open()
    return dialog


def _side(desk: Desk, person: str) -> Side:
    session = desk.session
    home = people.household_of(session, person)
    words = belongings.home_words(session, home) if home else "不在任何一户"
    return Side(person, name_of(desk, person), words)
