"""What the keys of a household's sheet do besides typing: copy, add, mark 无变化, a new job."""

from functools import partial

from PySide6.QtCore import Qt

from desktop.domain.facts import Member
from desktop.domain.finding import Finding
from desktop.domain.partial_date import PartialDate
from desktop.services import entry, rows, spells, visits
from desktop.ui import doubts, messages
from desktop.ui.jobs import in_thread_told
from desktop.ui.pages.household_sheet import HouseholdSheet

_NO_ROUND = "没有正在进行的摸排轮次，先新建一个轮次，再标无变化"


def copy_above(sheet: HouseholdSheet) -> None:
    """Store the same as the cell above."""
    if not sheet.grid.settle():
        return
    index = sheet.grid.currentIndex()
    if index.row() < 1 or not sheet.grid.table.is_keyed(index.column()):
        sheet.say("上面没有可以照抄的一格")
        return
    above = index.siblingAtRow(index.row() - 1)
    sheet.grid.keep(index, above.data(Qt.ItemDataRole.EditRole) or "", saw=None)


def mark_unchanged(sheet: HouseholdSheet, *, whole: bool) -> bool:
    """Say 无变化 of the member in hand, or of everybody who has no answer yet."""
    session, member = sheet.desk.session, sheet.current_member()
    survey = sheet.shown.round
    if member is None or not sheet.settle():
        return False
    if not survey:
        sheet.say(_NO_ROUND)
        return False
    home, person = (sheet.household, "") if whole else ("", member.person.id)

    def mark() -> int:
        with session.at_once():
            return visits.unchanged(session, survey=survey, household=home, person=person)

    marked = sheet.keeper.do(mark)
    if marked is None:
        return False
    told = f"{marked} 人标为无变化" if marked else "本轮已经填过，没有改动"
    sheet.desk.told.emit(told)
    if not whole:
        sheet.grid.step_down(1)
    return True


def add_member(sheet: HouseholdSheet) -> None:
    """Add a member at the end of the household and go there."""
    session, household = sheet.desk.session, sheet.household
    if not household or not sheet.can_key or not sheet.settle():
        return

    def add() -> Member:
        with session.at_once():
            return entry.add_member(session, household=household)

    _go_to_new(sheet, sheet.keeper.do(add))


def duplicate_member(sheet: HouseholdSheet) -> None:
    """Add a member like the one in hand, but for name and numbers."""
    session, member = sheet.desk.session, sheet.current_member()
    if member is None or not sheet.can_key or not sheet.settle():
        return
    membership = member.membership.id

    def copy() -> Member:
        with session.at_once():
            return rows.duplicate_row(session, membership=membership)

    _go_to_new(sheet, sheet.keeper.do(copy))


def _go_to_new(sheet: HouseholdSheet, made: Member | None) -> None:
    if made is not None:
        sheet.go_to(len(sheet.members) - 1)
        sheet.grid.setFocus()


def start_job(sheet: HouseholdSheet) -> None:
    """Begin a new job of the member in hand, which ends the one that goes on."""
    session, member = sheet.desk.session, sheet.current_member()
    if member is None or not sheet.can_key or not sheet.settle():
        return
    person, survey = member.person.id, sheet.shown.round
    now = member.spell_on(sheet.shown.day)
    kind = (now.kind if now else None) or "务工"

    def begin() -> object:
        with session.at_once():
            return spells.start_job(
                session, person=person, kind=kind, start=_about_now(sheet), survey=survey
            )

    if sheet.keeper.do(begin) is not None:
        sheet.desk.told.emit("原来的工作已结束，请填新的工作（Ctrl+Z 撤销）")
        sheet.details.enter()


def _about_now(sheet: HouseholdSheet) -> PartialDate:
    """This month, but no later than the day that counts, or the new job would not be seen yet."""
    day = min(sheet.desk.session.today(), sheet.shown.day)
    return PartialDate(day.year, day.month, about=True)


def answer_cell(sheet: HouseholdSheet) -> None:
    """Ask how the worst doubt at the cell in hand is answered; of the household, if it has none."""
    if not sheet.settle():
        return
    found = _findings_in_hand(sheet)
    if not found:
        sheet.say("这一格没有疑点")
        return
    doubts.ask_answer(sheet.desk, sheet, found[0], sheet.keeper.stored.emit)


def _findings_in_hand(sheet: HouseholdSheet) -> list[Finding]:
    member = sheet.current_member()
    field = sheet.details.current_field() or sheet.grid.current_field()
    here = sheet.shown.findings_at(member, field) if member and field else []
    open_ = [one for one in here if doubts.can_answer(sheet.desk, one)]
    return open_ or here


def mark_rest(sheet: HouseholdSheet, households: list[str]) -> None:
    """Say 无变化 of everybody in these households who has no answer yet."""
    session, survey = sheet.desk.session, sheet.shown.round
    if not sheet.settle():
        return
    if not survey:
        sheet.say(_NO_ROUND)
        return
    sheet.desk.jobs.start(
        sheet,
        "正在标无变化",
        in_thread_told(session, visits.unchanged, survey=survey, households=tuple(households)),
        done=lambda marked: sheet.desk.told.emit(
            f"{len(households)} 户中 {marked} 人标为无变化（Ctrl+Z 撤销）"
        ),
        failed=partial(messages.show_error, sheet),
    )
