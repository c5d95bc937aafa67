"""Looking a household through at its sheet: accepting, returning, remarks at cells, visits."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from desktop.domain.dictionary import Field
from desktop.domain.facts import Member
from desktop.services import reviewing, revisits
from desktop.services.roles import Role
from desktop.ui import head_lines, member_cells
from desktop.ui.dialogs.remark_dialog import RemarkDialog
from desktop.ui.dialogs.visits_dialog import VisitsDialog
from desktop.ui.pages.household_sheet import HouseholdSheet

_WHY = "写一句原因；已在格子上写了意见的，可以不写。村里会在这一户最前面看到。"


def accept(sheet: HouseholdSheet) -> bool:
    """Accept the household; where it was returned to, say that it has been mended."""
    session, survey, household = sheet.desk.session, sheet.shown.round, sheet.household
    if not survey or not household or not sheet.settle():
        return False
    is_mended = head_lines.mends(session, sheet.shown)
    do: Callable[..., object] = reviewing.mended if is_mended else reviewing.accept
    if sheet.keeper.do(lambda: do(session, survey=survey, household=household)) is None:
        return False
    sheet.desk.told.emit("已标为改好，等待再审" if is_mended else "审核通过")
    return True


def ask_return(sheet: HouseholdSheet) -> None:
    """Ask why the household is returned."""
    if not sheet.shown.round or not sheet.household or not sheet.settle():
        return
    number = len(sheet.shown.comments)
    about = f"{_WHY}\n这一户已写 {number} 条意见。" if number else _WHY
    dialog = RemarkDialog(sheet.look, "退回这一户", about, "退回", "", sheet)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.submitted.connect(lambda reason: _send_back(sheet, reason))
    dialog.open()


def _send_back(sheet: HouseholdSheet, reason: str) -> None:
    session, survey, household = sheet.desk.session, sheet.shown.round, sheet.household

    def send() -> object:
        return reviewing.send_back(session, survey=survey, household=household, reason=reason)

    if sheet.keeper.do(send) is not None:
        sheet.desk.told.emit("已退回这一户（Ctrl+Z 撤销）")


def ask_remark(sheet: HouseholdSheet) -> None:
    """Ask what there is to say about the cell in hand."""
    member = sheet.current_member()
    field = sheet.details.current_field() or sheet.grid.current_field()
    if member is None or field is None or not sheet.shown.round or not sheet.settle():
        return
    if sheet.desk.session.role < Role.REVIEWER:
        sheet.say("写审核意见需要“审核”权限")
        return
    record = member_cells.spot_of(member, field, sheet.shown.day, "").record
    if not record:
        sheet.say("这一格还没有内容，请把意见写在姓名上")
        return
    known = next((one.comment for one in sheet.shown.comments_at(member, field)), "") or ""
    about = f"{member.person.name or '没有姓名'}的{field.label}；清空就是撤回意见。"
    dialog = RemarkDialog(sheet.look, "审核意见", about, "写好", known, sheet)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.submitted.connect(lambda text: _remark(sheet, member, field, record, text))
    dialog.open()


def _remark(sheet: HouseholdSheet, member: Member, field: Field, record: str, text: str) -> None:
    session, shown = sheet.desk.session, sheet.shown

    def remark() -> bool:
        reviewing.comment(
            session, survey=shown.round, household=shown.household, entity=field.entity,
            record=record, field=field.name, text=text,
        )  # fmt: skip
        return True

    sheet.keeper.do(remark)


def show_visits(sheet: HouseholdSheet) -> None:
    """Lay the visits of the round beside each other; another one may be begun."""
    session, shown = sheet.desk.session, sheet.shown
    if not shown.visits or not sheet.settle():
        sheet.say("本轮还没有访问过这一户")
        return
    head = shown.family.head if shown.family else None
    title = f"{(head.person.name if head else None) or '没有户主'}户"
    comparison = revisits.compare(session, shown.round, shown.household)
    dialog = VisitsDialog(sheet.look, title, comparison, sheet)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.again_wanted.connect(lambda: _visit_again(sheet))
    dialog.open()


def _visit_again(sheet: HouseholdSheet) -> None:
    session, shown = sheet.desk.session, sheet.shown

    def again() -> object:
        return revisits.visit_again(session, survey=shown.round, household=shown.household)

    if sheet.keeper.do(again) is not None:
        sheet.desk.told.emit("开始再访，上一次的答案已留下")
