"""The model of a page of the check list: what is seen is short, as on paper."""

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.domain.tables import Column
from desktop.services import check_lists
from desktop.services.check_lists import Row
from desktop.services.roles import Role
from desktop.ui import check_cells
from desktop.ui.desk import Desk
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.entry_model import EntryModel, FindingsAt

Index = QModelIndex | QPersistentModelIndex
_STATE = "本轮"
_TONES = {check_lists.CHANGED: "doubt", check_lists.UNCHANGED: "good"}


class CheckModel(EntryModel):
    """Tells by colour who is answered and who is not asked; shows short, mends in full."""

    def __init__(self, desk: Desk, day: date, findings_at: FindingsAt, parent: QObject) -> None:
        ledger = desk.session.ledger
        super().__init__(
            check_cells.table(ledger.dictionary, ledger.book, day),
            check_cells.fields(ledger.dictionary),
            findings_at,
            parent,
            is_open=desk.session.role >= Role.CLERK,
        )
        self._book, self._day = ledger.book, day

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return super().data(index, role)
        row, field = self._rows[index.row()], self.fields[index.column()]
        return check_cells.whole(row, field, self._book, self._day) if field else ""

    def _tone_of(self, row: Row, column: Column[Row]) -> str:
        if row.note:
            return "quiet"
        if column.label != _STATE:
            return super()._tone_of(row, column)
        return PILL + _TONES.get(row.state, "hint")
