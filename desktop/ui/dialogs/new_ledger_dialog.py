"""The form for a new ledger: office, level, area, folder, passphrase."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.levels import Level
from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

_LEAST = 6
_LEVELS = (Level.TOWNSHIP, Level.VILLAGE, Level.COUNTY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What was entered."""

    folder: Path
    office: str
    level: Level
    area: str
    passphrase: str


class NewLedgerDialog(QDialog):
    """Emits ``submitted(draft)``; it makes nothing itself."""

    submitted = Signal(object)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("新建台账")
        self.setFixedWidth(look.px(560))
        self.office, self.area, self.folder = QLineEdit(), QLineEdit(), QLineEdit()
        self.passphrase, self.again = QLineEdit(), QLineEdit()
        for secret in (self.passphrase, self.again):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.office.setPlaceholderText("如 石牌镇人社所")
        self.area.setPlaceholderText("统计用区划代码，如 433130110")
        self.passphrase.setPlaceholderText(f"至少 {_LEAST} 个字，可以用一句话")
        self.level = QComboBox()
        for level in _LEVELS:
            self.level.addItem(level.label, level)
        self.problem = label("", "problem", wrap=True)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(12))
        save = button("新建", self.accept, "main", "save")
        fill(layout, label("新建台账", "title"), self._form(look), self.problem)
        fill(layout, row(None, button("取消", self.reject), save))

    def _form(self, look: Look) -> QWidget:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        where = row(self.folder, button("选择…", self._choose_folder))
        where.setStretch(0, 1)
        for words, field in (
            ("单位名称", self.office),
            ("单位级别", self.level),
            ("地区代码", self.area),
            ("存放文件夹", box(where)),
            ("密码", self.passphrase),
            ("再输一遍", self.again),
        ):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        return box(form)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "台账存放在哪个文件夹")
        if chosen:
            self.folder.setText(str(Path(chosen) / (self.office.text().strip() or "劳务台账")))

    def accept(self) -> None:
        """Submit and close, or stay open and say what is missing."""
        problem, field = self._defect()
        self.problem.setText(problem)
        if field is not None:
            field.setFocus()
            return
        self.submitted.emit(
            Draft(
                folder=Path(self.folder.text().strip()),
                office=self.office.text().strip(),
                level=self.level.currentData(),
                area=self.area.text().strip(),
                passphrase=self.passphrase.text(),
            )
        )

    def _defect(self) -> tuple[str, QWidget | None]:
        for field, words in (
            (self.office, "请填写单位名称"),
            (self.area, "请填写地区代码，乡镇 9 位、村 12 位、县 6 位"),
            (self.folder, "请选择存放文件夹"),
        ):
            if not field.text().strip():
                return words, field
        if len(self.passphrase.text()) < _LEAST:
            return f"密码至少 {_LEAST} 个字", self.passphrase
        if self.passphrase.text() != self.again.text():
            return "两遍密码不一样", self.again
        return "", None

    def refuse(self, sentence: str) -> None:
        """Say why the ledger could not be made."""
        self.problem.setText(sentence)
