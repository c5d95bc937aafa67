"""Asking what a new round is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

Choice = tuple[str, str]
"""A key and the words for it."""
_CENSUS, _WHOLE, _SIMPLE = "年度普查", "完整", "简易"
_SAID = "新轮次自带全部在册的户和上一轮的答案，入户只问有无变化。"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRound:
    """What was entered."""

    name: str
    kind: str
    flow: str
    reference_date: date
    due: date | None
    scope: str
    age_policy: str


class NewRoundDialog(QDialog):
    """Emits ``submitted(new round)``; a name is proposed until one is typed."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        kinds: Sequence[Choice],
        scopes: Sequence[Choice],
        policies: Sequence[Choice],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建轮次")
        self.setMinimumWidth(look.px(480))
        self.name = QLineEdit()
        self.kind, self.flow = _combo(kinds), QComboBox()
        self.flow.addItem("简易（采集 → 已报）", _SIMPLE)
        self.flow.addItem("完整（采集 → 村报 → 乡审 → 上报）", _WHOLE)
        self.scope, self.policy = _combo(scopes), _combo(policies)
        self.reference, self.due = _date(today), _date(today)
        self.has_due = QCheckBox("有截止日期")
        self.due.setEnabled(False)
        self.has_due.toggled.connect(self.due.setEnabled)
        self.problem = label("", "small", tone="error", wrap=True)
        self.kind.currentIndexChanged.connect(lambda _at: self._propose())
        self.reference.dateChanged.connect(lambda _day: self._propose())
        self._propose()
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (
            ("种类", self.kind), ("调查时点", self.reference), ("名称", self.name),
            ("流程", self.flow), ("范围", self.scope), ("劳动年龄", self.policy),
        ):  # fmt: skip
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        self.due.setAccessibleName("截止日期")
        form.addRow(self.has_due, self.due)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(14))
        add = button("新建", self.accept, "main", "add")
        fill(layout, label("新建一个轮次", "title"), box(form), label(_SAID, "quiet", wrap=True),
             self.problem, row(None, button("取消", self.reject), add))  # fmt: skip

    def _propose(self) -> None:
        if not self.name.isModified():
            day = self.reference.date()
            kind = self.kind.currentText()
            month = "" if self.kind.currentData() == _CENSUS else f"年{day.month()}月"
            self.name.setText(f"{day.year()}{month}{kind}")
            whole = self.kind.currentData() == _CENSUS
            self.flow.setCurrentIndex(self.flow.findData(_WHOLE if whole else _SIMPLE))

    def accept(self) -> None:
        """Submit, or say what is missing."""
        if not self.name.text().strip():
            self.problem.setText("请填轮次名称")
            self.name.setFocus()
            return
        due = _day(self.due) if self.has_due.isChecked() else None
        if due is not None and due < _day(self.reference).replace(day=1):
            self.problem.setText("截止日期早于调查时点，请核对")
            self.due.setFocus()
            return
        super().accept()
        self.submitted.emit(
            NewRound(
                name=self.name.text().strip(),
                kind=self.kind.currentData(),
                flow=self.flow.currentData(),
                reference_date=_day(self.reference),
                due=due,
                scope=self.scope.currentData() or "",
                age_policy=self.policy.currentData() or "",
            )
        )


def _combo(choices: Sequence[Choice]) -> QComboBox:
    made = QComboBox()
    for key, words in choices:
        made.addItem(words, key)
    return made


def _date(day: date) -> QDateEdit:
    made = QDateEdit(QDate(day.year, day.month, day.day))
    made.setDisplayFormat("yyyy-MM-dd")
    made.setCalendarPopup(True)
    return made


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
