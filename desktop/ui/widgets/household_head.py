"""The line above a household's members: who and where it is, and what is doubtful in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.domain.codebook import CodeBook
from desktop.domain.facts import Family
from desktop.domain.finding import Finding, Severity
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import button, clear, column, label, row, rule

_TONES = {Severity.ERROR: "error", Severity.DOUBT: "doubt", Severity.HINT: "hint"}
_SHOWN = 3
_CUT = 46


class HouseholdHead(QWidget):
    """A click on a doubt goes to what it is about."""

    finding_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._name = label("", "heading")
        self._facts = label("", "quiet")
        self._doubts = column(gap=0)
        top = row(self._name, self._facts, None, gap=look.px(14))
        inside = column(top, self._doubts, gap=look.px(2))
        inside.setContentsMargins(look.px(14), look.px(10), look.px(12), look.px(6))
        self.setLayout(column(inside, rule(), gap=0))

    def show_family(
        self, family: Family | None, book: CodeBook, findings: Sequence[Finding]
    ) -> None:
        """Show another household; none, if nothing is chosen."""
        clear(self._doubts)
        if family is None:
            self._name.setText("没有选中的户")
            self._facts.setText("")
            return
        head = family.head
        self._name.setText(f"{head.person.name or '没有姓名'}　户" if head else "没有户主的户")
        self._facts.setText("　·　".join(filter(None, _facts(family, book))))
        for finding in findings[:_SHOWN]:
            self._doubts.addWidget(self._line(finding))
        if len(findings) > _SHOWN:
            rest = label(f"另有 {len(findings) - _SHOWN} 条，见疑点核查", "small")
            rest.setContentsMargins(self._look.px(6), 0, 0, 0)
            self._doubts.addWidget(rest)

    def _line(self, finding: Finding) -> QWidget:
        words = finding.message
        short = words if len(words) <= _CUT else words[:_CUT] + "…"
        line: QPushButton = button(short, lambda: self.finding_chosen.emit(finding), "link")
        line.setToolTip(f"{words}\n{finding.advice}")
        line.setCursor(Qt.CursorShape.PointingHandCursor)
        mark = label(finding.severity.value, "small", tone=_TONES[finding.severity])
        return _beside(mark, line)


def _beside(mark: QWidget, line: QWidget) -> QWidget:
    made = QWidget()
    made.setLayout(row(mark, line, None, gap=4))
    return made


def _facts(family: Family, book: CodeBook) -> list[str]:
    household = family.household
    place = book.area_label(household.village) if household.village else ""
    tags = "、".join(book.code_label("tag", tag.tag) for tag in family.tags if tag.tag)
    return [
        f"{place}{household.group_name or ''}",
        f"{len(family.members)} 人",
        f"户编号 {household.household_no}" if household.household_no else "",
        f"电话 {household.phone}" if household.phone else "",
        tags,
    ]
