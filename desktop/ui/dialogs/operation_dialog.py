"""The form of an operation on people or households: questions, reason, date, what it will do."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.partial_date import PartialDate, read_date
from desktop.domain.reading import Unreadable
from desktop.services.people import Found
from desktop.ui.dialogs.operation_form import Answers, Form, Part, Question
from desktop.ui.theme import Look
from desktop.ui.widgets.finder import Finder
from desktop.ui.widgets.layout import box, button, fill, frame, label, row
from desktop.ui.widgets.layout import column as column_of

_KEY = Qt.ItemDataRole.UserRole
_CHECKED = Qt.CheckState.Checked
_MOST_ROWS = 7


class OperationDialog(QDialog):
    """Emits ``submitted(answers)``; whoever hears it closes it, or calls :meth:`refuse`."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        form: Form,
        today: str,
        find: Callable[[str], Sequence[Found]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._form, self._find = look, form, find
        self.parts: dict[str, QWidget] = {}
        self.setWindowTitle(form.title)
        self.setMinimumWidth(look.px(620))
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(list(form.reasons))
        self.reason.setAccessibleName("原因")
        self.day = QLineEdit(today)
        self.day.setAccessibleName("日期")
        self.day.setPlaceholderText("如 2026-06-30、2026.6、2026年(约)")
        self.sentence = label("", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        self._lay_out()
        self.reason.currentTextChanged.connect(self._tell)
        self.day.textChanged.connect(self._tell)
        self._tell()

    def _lay_out(self) -> None:
        look = self._look
        lines = QFormLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(look.px(10))
        lines.setHorizontalSpacing(look.px(14))
        for question in self._form.questions:
            part = self._make(question)
            part.setAccessibleName(question.label)
            self.parts[question.name] = part
            lines.addRow(label("" if question.part is Part.TICK else question.label), part)
        if self._form.with_reason:
            lines.addRow(label("原因"), self.reason)
        if self._form.with_day:
            lines.addRow(label("日期"), self.day)
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        fill(layout, label(self._form.title, "title"))
        if self._form.about:
            fill(layout, label(self._form.about, "quiet", wrap=True))
        told = column_of(label("办理后", "small"), self.sentence, gap=2, margin=look.px(12))
        fill(layout, box(lines), frame(told, "card", "hint"), self.problem, None)
        done = button(self._form.yes, self.accept, "main", "done")
        fill(layout, row(None, button("取消", self.reject), done))

    def _make(self, question: Question) -> QWidget:
        makers: dict[Part, Callable[[Question], QWidget]] = {
            Part.ONE: self._combo,
            Part.SEVERAL: self._ticks,
            Part.RELATION: self._relation,
            Part.WORDS: self._words,
            Part.TICK: self._tick,
            Part.HOUSEHOLD: self._finder,
            Part.PERSON: self._finder,
        }
        return makers[question.part](question)

    def _combo(self, question: Question) -> QComboBox:
        combo = QComboBox()
        if question.first == "" and question.needed and not question.among:
            combo.setPlaceholderText(question.hint or "请选择")
        for key, words in question.options:
            combo.addItem(words, key)
        combo.setCurrentIndex(combo.findData(question.first))
        combo.currentIndexChanged.connect(lambda _at: self._tell())
        return combo

    def _relation(self, question: Question) -> QComboBox:
        combo = QComboBox()
        combo.setEditable(True)
        combo.addItem("")
        combo.addItems([words for _, words in question.options])
        combo.setCurrentText(question.first)
        combo.currentTextChanged.connect(self._tell)
        return combo

    def _ticks(self, question: Question) -> QListWidget:
        made = QListWidget()
        for key, words in question.options:
            item = QListWidgetItem(words, made)
            item.setData(_KEY, key)
            item.setCheckState(Qt.CheckState.Unchecked)
        rows = min(max(made.count(), 2), _MOST_ROWS)
        made.setFixedHeight(rows * max(made.sizeHintForRow(0), self._look.px(32)) + 8)
        made.itemChanged.connect(lambda _item: self._narrow(question.name))
        return made

    def _words(self, question: Question) -> QLineEdit:
        made = QLineEdit(question.first)
        made.setPlaceholderText(question.hint)
        made.textChanged.connect(self._tell)
        return made

    def _tick(self, question: Question) -> QCheckBox:
        made = QCheckBox(question.label)
        made.toggled.connect(lambda _on: self._tell())
        return made

    def _finder(self, question: Question) -> Finder:
        made = Finder(self._look, self._find, persons=question.part is Part.PERSON)
        made.changed.connect(self._tell)
        return made

    def _narrow(self, name: str) -> None:
        """Offer only who is ticked, where a question chooses among them."""
        ticked = dict(self._ticked(name))
        for question in self._form.questions:
            combo = self.parts.get(question.name)
            if question.among == name and isinstance(combo, QComboBox):
                chosen = combo.currentData()
                combo.blockSignals(True)
                combo.clear()
                for key, words in ticked.items():
                    combo.addItem(words, key)
                combo.setCurrentIndex(max(combo.findData(chosen), 0 if ticked else -1))
                combo.blockSignals(False)
        self._tell()

    def _ticked(self, name: str) -> list[tuple[str, str]]:
        part = self.parts.get(name)
        if not isinstance(part, QListWidget):
            return []
        items = (part.item(at) for at in range(part.count()))
        return [
            (str(item.data(_KEY)), item.text()) for item in items if item.checkState() is _CHECKED
        ]

    def _said(self, question: Question) -> tuple[Any, str]:
        """An answer, and how it reads."""
        part = self.parts[question.name]
        if isinstance(part, QListWidget):
            ticked = self._ticked(question.name)
            return tuple(key for key, _ in ticked), "、".join(_name(text) for _, text in ticked)
        if isinstance(part, Finder):
            return part.key, part.reads
        if isinstance(part, QCheckBox):
            return part.isChecked(), part.text() if part.isChecked() else ""
        if isinstance(part, QLineEdit):
            return part.text().strip(), part.text().strip()
        if isinstance(part, QComboBox):
            text = part.currentText().strip()
            return (text if part.isEditable() else part.currentData() or ""), _name(text)
        raise TypeError(type(part).__name__)

    def _answers(self, day: PartialDate | None) -> Answers:
        said = {question.name: self._said(question) for question in self._form.questions}
        return Answers(
            self.reason.currentText().strip(),
            day,
            {name: value for name, (value, _) in said.items()},
            {name: words for name, (_, words) in said.items()},
        )

    def _tell(self, _text: object = None) -> None:
        self.problem.hide()
        told = [self._form.say(self._answers(None))]
        if self._form.with_day:
            told.append(f"日期：{self.day.text().strip() or '今天'}")
        if self._form.with_reason:
            told.append(f"原因：{self.reason.currentText().strip() or '……'}")
        self.sentence.setText("\n".join(told))

    def _missing(self, answers: Answers) -> str:
        for question in self._form.questions:
            if question.needed and question.part is not Part.TICK and not answers[question.name]:
                return f"请填“{question.label}”"
        return "请写明原因" if self._form.with_reason and not answers.reason else ""

    def accept(self) -> None:
        """Submit what was said, or say what is missing."""
        text = self.day.text().strip()
        try:
            day = read_date(text, serial_ok=False) if text else None
        except Unreadable as defect:
            self.refuse(str(defect))
            self.day.setFocus()
            return
        answers = self._answers(day)
        missing = self._missing(answers)
        if missing:
            self.refuse(missing)
            return
        self.submitted.emit(answers)

    def refuse(self, sentence: str) -> None:
        """Stay open and say what is wrong."""
        self.problem.setText(sentence)
        self.problem.show()


def _name(text: str) -> str:
    """Only the name of a person who is offered with more words."""
    return text.partition("（")[0]
