"""The members of a household in a grid, keyed in cell by cell."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import branches
from desktop.domain.dictionary import Field
from desktop.domain.facts import Member
from desktop.domain.finding import Finding
from desktop.ui import member_cells, member_columns
from desktop.ui.desk import Desk
from desktop.ui.editors import Editors
from desktop.ui.keeping import Keeper
from desktop.ui.member_cells import Spot
from desktop.ui.shown import Shown
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.entry_grid import EntryGrid
from desktop.ui.widgets.entry_model import EntryModel

Index = QModelIndex | QPersistentModelIndex


class MemberSheet(EntryGrid):
    """Stores each cell when it is left; ``moved`` tells that another cell is in hand."""

    moved = Signal()

    def __init__(self, desk: Desk, keeper: Keeper, editors: Editors, shown: Shown) -> None:
        self.desk, self.keeper, self.editors, self.shown = desk, keeper, editors, shown
        session = desk.session
        ledger = session.ledger
        model = EntryModel(
            member_columns.members_table(ledger.dictionary, ledger.book, shown.day),
            member_columns.member_fields(ledger.dictionary),
            self._findings_at,
            is_open=editors.can_key,
            before_at=lambda member, field: self.shown.before_at(member, field),
            is_asked=lambda member, field: branches.is_asked(
                member.person.employment_status, field.path, self.shown.moved
            ),
        )
        super().__init__(model, desk.look, self._make, self._store, desk.preferences)
        model.setParent(self)
        self.emptied.connect(lambda index: self.keep(index, "", saw=None))
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())

    @property
    def members(self) -> Sequence[Member]:
        rows: Sequence[Member] = self.table.rows
        return rows

    def show_members(self, shown: Shown) -> bool:
        """Show a household, the cell in hand kept if it is the same one.

        False if what was typed into the household shown now could not be stored yet.
        """
        members = list(shown.members)
        same = [one.person.id for one in members] == [one.person.id for one in self.members]
        if same and members:
            self.shown = shown
            self.table.renew(members)
            return True
        if not self.settle():
            return False
        here = self.currentIndex()
        row, at = here.row(), here.column()
        stays = bool(shown.household) and shown.household == self.shown.household
        self.shown = shown
        self.table.set_rows(members)
        if members:
            self.stand_at(min(row, len(members) - 1) if stays else 0, at if stays else -1)
        return True

    def stand_at(self, row: int, at: int = -1) -> None:
        """Make a cell of a row the current one; the first that can be keyed in by default."""
        shown = self.shown_columns()
        first = next((one for one in shown if self.table.is_keyed(one)), shown[0])
        self.look_at(row, at if at >= 0 else first)

    def place_of(self, record: str, field: str) -> tuple[int, int] | None:
        """The row and column of a record's field; None if it is not in the grid."""
        for row, member in enumerate(self.members):
            for at, declared in enumerate(self.table.fields):
                if declared is None or declared.name != field:
                    continue
                records = self.shown.records(member, declared)
                if record in records or (declared.entity == "tag" and record == member.person.id):
                    return row, at
        return None

    def current_member(self) -> Member | None:
        """The member under the cursor."""
        index = self.currentIndex()
        return self.members[index.row()] if index.isValid() else None

    def current_field(self) -> Field | None:
        """The field under the cursor, if it can be keyed in."""
        index = self.currentIndex()
        return self.table.fields[index.column()] if index.isValid() else None

    def cell_rect(self) -> QRect:
        """Where the current cell lies, in this grid's own points."""
        room = self.visualRect(self.currentIndex())
        return room.translated(self.viewport().pos())

    def _findings_at(self, member: Member, field: Field) -> list[Finding]:
        return self.shown.findings_at(member, field)

    def spot(self, index: Index) -> Spot | None:
        """Where a cell is stored."""
        field = self.table.fields[index.column()]
        if field is None:
            return None
        member = self.members[index.row()]
        return member_cells.spot_of(member, field, self.shown.day, self.shown.round)

    def _make(self, parent: QWidget, index: Index) -> CellEditor:
        spot = self.spot(index)
        made = self.editors.make(parent, spot.field if spot else None)
        made.saw = member_cells.seen(self.desk.session, spot) if spot else None
        return made

    def _store(self, editor: CellEditor) -> bool:
        return self.keep(editor.at, editor.text(), editor.saw)

    def keep(self, index: Index, text: str, saw: tuple[str, ...] | None) -> bool:
        """Store a text in a cell; False if it has to wait."""
        spot = self.spot(index)
        if spot is None:
            return True
        session, survey = self.desk.session, self.shown.round
        return self.keeper.keep(lambda: member_cells.store(session, spot, text, saw, survey))
