"""The model of a grid that is keyed in: which cells may be, and what is doubtful at each."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from desktop.domain.dictionary import Field
from desktop.domain.finding import Finding, Severity
from desktop.domain.tables import Table, show
from desktop.ui.widgets.table_model import Index, Role, TableModel
from desktop.ui.widgets.unread import Unread

TONES = {Severity.ERROR: "error", Severity.DOUBT: "doubt", Severity.HINT: "hint"}
_WORST = tuple(TONES)
FindingsAt = Callable[[Any, Field], Sequence[Finding]]
BeforeAt = Callable[[Any, Field], str | None]
IsAsked = Callable[[Any, Field], bool]


class EntryModel(TableModel):
    """A table whose columns are declared fields; a column without one is only looked at.

    ``before_at`` tells what a cell showed where it shows something else now; ``is_asked`` whether
    a cell is gone to by keys at all.
    """

    MarkRole = Role.UserRole + 2
    BeforeRole = Role.UserRole + 3

    def __init__(
        self,
        table: Table[Any],
        fields: Sequence[Field | None],
        findings_at: FindingsAt,
        parent: QObject | None = None,
        *,
        is_open: bool = True,
        before_at: BeforeAt | None = None,
        is_asked: IsAsked | None = None,
    ) -> None:
        super().__init__(table, parent)
        self.fields = fields
        self.findings_at = findings_at
        self._is_open = is_open
        self._before_at, self._is_asked = before_at, is_asked

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.is_keyed(index.column()) else flags

    def is_keyed(self, column: int) -> bool:
        """Whether the cells of a column can be keyed in."""
        return self._is_open and 0 <= column < len(self.fields) and self.fields[column] is not None

    def is_asked(self, row: int, column: int) -> bool:
        """Whether the keys stop at a cell: it can be keyed in, and is asked of this row."""
        field = self.fields[column] if 0 <= column < len(self.fields) else None
        if field is None or not self.is_keyed(column):
            return False
        return self._is_asked is None or self._is_asked(self._rows[row], field)

    def before(self, index: Index) -> str | None:
        """What a cell showed before, if it shows something else now."""
        field = self.fields[index.column()] if index.isValid() else None
        if field is None or self._before_at is None:
            return None
        return self._before_at(self._rows[index.row()], field)

    def renew(self, rows: Sequence[Any]) -> None:
        """Show the same rows as they are now; editors stay open."""
        self._rows = rows
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def findings(self, index: Index) -> Sequence[Finding]:
        """What is doubtful at a cell, the worst first."""
        field = self.fields[index.column()] if index.isValid() else None
        found = self.findings_at(self._rows[index.row()], field) if field else ()
        return sorted(found, key=lambda finding: _WORST.index(finding.severity))

    def is_unread(self, index: Index) -> bool:
        """Whether a cell holds a text that could not be read."""
        value = self.table.columns[index.column()].value(self._rows[index.row()])
        return isinstance(value, Unread)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == self.BeforeRole:
            return self.before(index)
        if not index.isValid() or role not in (Role.EditRole, self.MarkRole, Role.ToolTipRole):
            return super().data(index, role)
        if role == Role.EditRole:
            return show(self.table.columns[index.column()].value(self._rows[index.row()]))
        found = self.findings(index)
        if role == self.MarkRole:
            return TONES[found[0].severity] if found else ""
        lines = [f"{one.severity.value}：{one.message}\n{one.advice}" for one in found]
        return "\n".join(lines) or super().data(index, role)
