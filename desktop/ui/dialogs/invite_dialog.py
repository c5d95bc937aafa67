"""The form for a 发放文件: which area below, what its office is called, what goes with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.theme import Look
from desktop.ui.widgets.layout import box, button, fill, label, row

_WORDS = (
    "对方在装好的程序里选“用发放文件加入”，输入口令、设好密码就能用，不必再导名片。"
    "口令在下一步显示，请打电话告诉对方，不要和文件一起发。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was entered; ``replaces`` is the id of the office whose PC is set up anew."""

    area: str
    office: str
    snapshot: bool
    replaces: str | None


class InviteDialog(QDialog):
    """Emits ``submitted(wish)``; it writes nothing itself."""

    submitted = Signal(object)

    def __init__(
        self,
        look: Look,
        areas: Sequence[tuple[str, str, str]],
        offices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """Offer ``areas`` (code, name, usual name of its office) and ``offices`` (id, name)."""
        super().__init__(parent)
        self.setWindowTitle("制作发放文件")
        self.setFixedWidth(look.px(520))
        self._usual = {code: usual for code, _, usual in areas}
        self.area, self.office, self.replaces = QComboBox(), QLineEdit(), QComboBox()
        for code, name, _ in areas:
            self.area.addItem(name, code)
        self.replaces.addItem("新单位", None)
        for id_, name in offices:
            self.replaces.addItem(f"{name}换了电脑", id_)
        self.snapshot = QCheckBox("带上这里已有的该地人员，对方可以马上接着做")
        self.snapshot.setChecked(True)
        self.area.currentIndexChanged.connect(lambda _index: self._propose())
        self._propose()
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        for words, field in (
            ("哪个地方", self.area), ("单位名称", self.office), ("给谁", self.replaces)
        ):  # fmt: skip
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        self.problem = label("", "problem", wrap=True)
        layout = QVBoxLayout(self)
        margin = look.px(24)
        layout.setContentsMargins(margin, margin, margin, look.px(20))
        layout.setSpacing(look.px(12))
        done = button("下一步", self.accept, "main", "done")
        fill(layout, label("制作发放文件", "title"), label(_WORDS, "quiet", wrap=True))
        fill(layout, box(form), self.snapshot, self.problem)
        fill(layout, row(None, button("取消", self.reject), done))

    def _propose(self) -> None:
        self.office.setText(self._usual.get(self.area.currentData(), ""))

    def accept(self) -> None:
        """Submit, or stay open and say what is missing."""
        if not self.office.text().strip():
            self.problem.setText("请填写单位名称")
            self.office.setFocus()
            return
        wish = Wish(
            area=self.area.currentData(),
            office=self.office.text().strip(),
            snapshot=self.snapshot.isChecked(),
            replaces=self.replaces.currentData(),
        )
        super().accept()
        self.submitted.emit(wish)
