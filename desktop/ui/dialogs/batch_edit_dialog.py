"""One field set to one value for many people: every old and new value is seen before it is done."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QVBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import batch_edits
from desktop.services.batch_edits import Edit
from desktop.ui.desk import Desk
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, button, fill, label, row
from desktop.ui.widgets.offers import offers_for
from desktop.ui.widgets.table_model import TableModel

_PAUSE_MS = 250
_TABLE: Table[Edit] = Table(
    "批量修改预览",
    (
        Column("姓名", lambda edit: edit.name, 24.0),
        Column("现在", lambda edit: edit.old, 40.0),
        Column("改为", lambda edit: "" if edit.why_not else edit.new or "（清空）", 40.0),
        Column("说明", lambda edit: edit.why_not, 40.0),
    ),
)


class BatchEditDialog(QDialog):
    """``changed(how many)`` once it is stored; one undo takes all of it back."""

    changed = Signal(int)

    def __init__(
        self, desk: Desk, person_ids: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._people = desk, tuple(person_ids)
        look = desk.look
        self.setWindowTitle("批量修改")
        self.resize(look.px(720), look.px(560))
        self.field, self.text = QComboBox(), QComboBox()
        for field in batch_edits.fields(desk.session):
            self.field.addItem(field.label, field.path)
        self.text.setEditable(True)
        self.text.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.preview = Grid(TableModel(_TABLE, self, tone=_tone), look)
        self.told = label("", "quiet", wrap=True)
        self.store = button("修改", self.accept, "main", "store")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look_at)
        self.field.currentIndexChanged.connect(lambda _at: self._offer())
        self.text.editTextChanged.connect(lambda _text: self._pause.start())
        self._lay_out()
        self._offer()

    def _lay_out(self) -> None:
        look = self._desk.look
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setVerticalSpacing(look.px(10))
        form.setHorizontalSpacing(look.px(14))
        for words, field in (("项目", self.field), ("改为", self.text)):
            field.setAccessibleName(words)
            form.addRow(label(words), field)
        layout = QVBoxLayout(self)
        margin = look.px(22)
        layout.setContentsMargins(margin, margin, margin, look.px(18))
        layout.setSpacing(look.px(12))
        title = label(f"批量修改 {len(self._people):,} 人", "title")
        buttons = row(self.told, None, button("取消", self.reject), self.store)
        buttons.setStretch(0, 1)
        fill(layout, title, box(form), self.preview, buttons)

    def _offer(self) -> None:
        """Offer the choices of the field; what was typed for another one is not kept."""
        session = self._desk.session
        declared = session.ledger.dictionary.field(self.field.currentData())
        offers = offers_for(declared.kind, session.ledger.book)
        self.text.blockSignals(True)
        self.text.clear()
        self.text.addItems([words for words, _ in offers("")] if offers else [])
        self.text.setCurrentIndex(-1)
        self.text.clearEditText()
        self.text.blockSignals(False)
        self.look_at()

    def look_at(self) -> None:
        """Show what would become of everybody."""
        self._pause.stop()
        try:
            edits = batch_edits.preview(
                self._desk.session, people=self._people, field=self.field.currentData(),
                text=self.text.currentText(),
            )  # fmt: skip
        except AppError as error:
            self._show([], str(error), "error")
            return
        edits.sort(key=lambda edit: edit.why_not)
        open_ = sum(not edit.why_not for edit in edits)
        emptied = "，内容会被清空" if open_ and not self.text.currentText().strip() else ""
        self._show(edits, f"将修改 {open_} 人，{len(edits) - open_} 人不变{emptied}", "")
        self.store.setEnabled(open_ > 0)
        self.store.setText(f"修改 {open_} 人" if open_ else "修改")

    def _show(self, edits: list[Edit], words: str, tone: str) -> None:
        self.preview.table.set_rows(edits)
        self.told.setText(words)
        self.told.setProperty("tone", tone)
        self.told.style().polish(self.told)
        self.store.setEnabled(bool(edits))

    def accept(self) -> None:
        """Store what the preview shows, or stay open and say why not."""
        self.look_at()
        if not self.store.isEnabled():
            return
        session = self._desk.session
        try:
            with session.at_once():
                count = batch_edits.set_many(
                    session, people=self._people, field=self.field.currentData(),
                    text=self.text.currentText(),
                )  # fmt: skip
        except AppError as error:
            self._show([], str(error), "error")
            return
        super().accept()
        self._desk.told.emit(f"已修改 {count} 人，可以撤销")
        self.changed.emit(count)


def _tone(edit: Edit, shown: Column[Edit]) -> str:
    if edit.why_not:
        return "quiet"
    return "accent" if shown.label == "改为" else ""
