"""What stands above a household: what it was returned for, what is doubtful, how far it is."""

from collections.abc import Iterator

from desktop.domain.entities import ReviewComment
from desktop.domain.finding import Finding, Severity
from desktop.domain.levels import Level
from desktop.services import reviewing, waiving
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.ui.shown import Shown
from desktop.ui.widgets.entry_model import TONES
from desktop.ui.widgets.household_head import Line

_STATES = {
    reviewing.RETURNED: ("已退回", "error"),
    reviewing.BY_VILLAGE: ("村已审", "good"),
    reviewing.BY_TOWNSHIP: ("乡已审", "good"),
}


def lines(session: Session, shown: Shown) -> list[Line]:
    """One line each, what has to be mended first: reasons of a return, errors, doubts, answers."""
    return [
        *_returned(session, shown),
        *(_finding(one) for one in _worst_first(shown)),
        *_answered(session, shown),
    ]


def _returned(session: Session, shown: Shown) -> Iterator[Line]:
    visit = shown.visit
    if visit is None:
        return
    said = [one.comment or "" for one in shown.comments]
    if visit.state == reviewing.RETURNED and visit.returned not in {*said, "；".join(said)}:
        yield "退回", "error", visit.returned or "", visit
    for one in shown.comments:
        yield "退回", "error", f"{_where(session, shown, one)}：{one.comment}", one


def _where(session: Session, shown: Shown, comment: ReviewComment) -> str:
    entity = comment.subject or ""
    dictionary = session.ledger.dictionary
    declared = dictionary[entity].by_name.get(comment.field or "") if entity in dictionary else None
    whose = next(
        (
            member.person.name or "没有姓名"
            for member in shown.members
            if declared and comment.record in shown.records(member, declared)
        ),
        "",
    )
    return "的".join(filter(None, (whose, declared.label if declared else "")))


def _worst_first(shown: Shown) -> list[Finding]:
    return sorted(shown.findings, key=lambda one: list(Severity).index(one.severity))


def _finding(one: Finding) -> Line:
    return one.severity.value, TONES[one.severity], f"{one.message}\n{one.advice}", one


def _answered(session: Session, shown: Shown) -> Iterator[Line]:
    book = session.ledger.book
    for one in shown.answered:
        waiver = waiving.answer_of(session, one)
        reason = book.code_label("waiver_reason", waiver.reason or "") if waiver else ""
        yield "已答复", "", f"{one.message}（{reason}）\n点击可以撤回答复", one


def state(session: Session, shown: Shown) -> tuple[str, str]:
    """How far the household is in the round, in a word and its tone."""
    visit = shown.visit
    if shown.survey is None or not shown.household:
        return "", ""
    if visit is None:
        return "本轮未填", "hint"
    if visit.state in _STATES:
        return _STATES[visit.state]
    done = session.ledger.book.code_label("visit_result", visit.result) if visit.result else "在填"
    number = f"第{visit.visit_no}次 " if (visit.visit_no or 1) > 1 else ""
    return number + done, "good" if visit.result else "hint"


def offers(session: Session, shown: Shown, act: str) -> bool:
    """Whether an act of the review can be done now, by whoever sits here."""
    visit = shown.visit
    if visit is None:
        return False
    if act == "visits":
        return session.role >= Role.CLERK
    may = session.role >= Role.REVIEWER
    if act == "return":
        return may and visit.state != reviewing.RETURNED
    is_accepted = visit.state in {reviewing.BY_VILLAGE, reviewing.BY_TOWNSHIP}
    return mends(session, shown) or (may and not is_accepted)


def mends(session: Session, shown: Shown) -> bool:
    """Whether 通过 means that a returned household has been mended, and not that it is accepted."""
    visit = shown.visit
    here = session.ledger.level is Level.VILLAGE or session.role < Role.REVIEWER
    is_returned = visit is not None and visit.state == reviewing.RETURNED
    return is_returned and here and session.role >= Role.CLERK


def accept_words(session: Session, shown: Shown) -> str:
    """What the button says that accepts a household, or says that it has been mended."""
    return "已改好 F9" if mends(session, shown) else "通过 F9"
