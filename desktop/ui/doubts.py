"""Answering a doubt with a preset reason, and taking such an answer back."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.domain.errors import AppError
from desktop.domain.finding import Finding, Severity
from desktop.services import checks, waiving
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.answer_dialog import AnswerDialog

_NEVER_PASSED = frozenset({1, 38})
"""Rules on ID numbers: what they find has to be mended (domain F2)."""


def can_answer(desk: Desk, finding: Finding) -> bool:
    """Whether a reason may be given in place of mending: an error only by a reviewer."""
    if finding.severity is not Severity.ERROR:
        return desk.session.role >= Role.CLERK
    return desk.session.role >= Role.REVIEWER and finding.rule not in _NEVER_PASSED


def ask_answer(desk: Desk, parent: QWidget, finding: Finding, then: object = None) -> None:
    """Ask how a doubt is answered, or whether its answer is taken back."""
    former = waiving.answer_of(desk.session, finding)
    if former is not None:
        book = desk.session.ledger.book
        reason = book.code_label("waiver_reason", former.reason or "")
        sentence = f"{finding.message}\n撤回后，这条疑点重新列出。"
        messages.ask(
            parent, f"已答复：{reason}", sentence, "撤回答复",
            lambda: _do(desk, parent, then, "已撤回答复",
                        lambda: waiving.withdraw(desk.session, waiver=former.id)),
        )  # fmt: skip
        return
    if not can_answer(desk, finding):
        messages.tell(parent, "这是错误，不能答复", f"{finding.message}\n{finding.advice}")
        return
    reasons = [
        (item.key or "", item.label or "")
        for item in desk.session.ledger.book.items("waiver_reason")
    ]
    # Errors are passed one by one.
    is_error = finding.severity is Severity.ERROR
    alike = 1 if is_error else sum(
        one.severity is not Severity.ERROR
        for one in checks.listed(desk.session, rule=finding.rule)
    )  # fmt: skip
    dialog = AnswerDialog(desk.look, finding, reasons, alike, parent)
    dialog.submitted.connect(
        lambda doubt, reason, everywhere: _answer(desk, parent, then, doubt, reason, everywhere)
    )
    dialog.open()


def _answer(
    desk: Desk, parent: QWidget, then: object, doubt: Finding, reason: str, everywhere: bool
) -> None:
    session = desk.session
    if everywhere:
        numbers: list[int] = []
        _do(desk, parent, then, "", lambda: numbers.append(
            checks.answer_alike(session, rule=doubt.rule, reason=reason)))  # fmt: skip
        if numbers:
            desk.told.emit(f"已答复 {numbers[0]} 条同类疑点（Ctrl+Z 撤销）")
        return
    _do(desk, parent, then, "已答复（Ctrl+Z 撤销）", lambda: checks.answer(
        session, rule=doubt.rule, record=doubt.record, field=doubt.field, value=doubt.value,
        reason=reason))  # fmt: skip


def _do(desk: Desk, parent: QWidget, then: object, told: str, act: Callable[[], object]) -> None:
    try:
        act()
    except AppError as error:
        messages.show_error(parent, error)
        return
    if told:
        desk.told.emit(told)
    if callable(then):
        then()
