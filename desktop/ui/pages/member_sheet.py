"""The members of the chosen household, keyed in cell by cell, and a line about the current cell."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.dictionary import Field
from desktop.domain.errors import AppError
from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding
from desktop.services import checks, entry, visits
from desktop.services.roles import Role
from desktop.services.session import LedgerBusy
from desktop.ui import columns, member_cells
from desktop.ui.desk import Desk
from desktop.ui.member_cells import Spot
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.entry_grid import EntryGrid
from desktop.ui.widgets.entry_model import TONES, EntryModel
from desktop.ui.widgets.layout import column, label, restyle
from desktop.ui.widgets.offers import offers_for, takes_several

T = TypeVar("T")
_RETRY_MS = 1000
_KEYS = (
    "直接打字填写　F2 修改　Ctrl+D 同上格　Ctrl+Enter 加成员　F3 打开卡片　F8 无变化　Ctrl+Z 撤销"
)
_WAITS = "台账正忙，这一格还在输入框里，稍后自动保存"
_KEPT = "内容还在输入框里，可以改，也可以按 Esc 放弃"


class MemberSheet(QWidget):
    """Stores each cell when it is left. ``stored`` asks for the household to be read again."""

    stored = Signal()
    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        session = desk.session
        self._book = session.ledger.book
        self.can_key = session.role >= Role.CLERK
        self.is_storing = False
        self.household = ""
        self._findings: Sequence[Finding] = ()
        self._saw: tuple[str, ...] | None = None
        self._problem = ""
        self.read_round()
        dictionary = session.ledger.dictionary
        model = EntryModel(
            columns.members_table(dictionary, self._book, self.day),
            [dictionary.field(path) if path else None for path in columns.member_paths(dictionary)],
            self._findings_at,
            self,
            is_open=self.can_key,
        )
        self.grid = EntryGrid(model, self.look, self._make, self._store, desk.preferences)
        self.grid.emptied.connect(lambda index: self._keep(index, "", saw=None))
        self.grid.selectionModel().currentChanged.connect(lambda *_: self.show_line())
        self.line = label("", "small", wrap=True)
        self.line.setMinimumHeight(self.look.px(30))
        self.line.setContentsMargins(self.look.px(14), self.look.px(4), self.look.px(12), 0)
        self._retry = QTimer(self)
        self._retry.setInterval(_RETRY_MS)
        self._retry.timeout.connect(self._try_again)
        layout = column(self.grid, self.line, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.grid)

    def read_round(self) -> None:
        """Look which round is keyed in, and as of which day."""
        self.day = checks.reference_day(self.desk.session)
        self.survey = member_cells.survey_of(self.desk.session)

    @property
    def members(self) -> Sequence[Member]:
        rows: Sequence[Member] = self.grid.table.rows
        return rows

    def show_family(self, family: Family | None, findings: Sequence[Finding]) -> bool:
        """Show a household, the cell in hand kept if it is the same one.

        False if what was typed into the household shown now could not be stored yet.
        """
        members = list(family.members) if family else []
        same = [one.person.id for one in members] == [one.person.id for one in self.members]
        if same and members:
            self._findings = findings
            self.grid.table.renew(members)
            self.show_line()
            return True
        if not self.grid.settle():
            return False
        here = self.grid.currentIndex()
        row, at = here.row(), here.column()
        stays = family is not None and family.household.id == self.household
        self.household = family.household.id if family else ""
        self._findings = findings
        self.grid.table.set_rows(members)
        if members:
            self.go_to(min(row, len(members) - 1) if stays else 0, at if stays else -1)
        self.show_line()
        return True

    def go_to(self, row: int, at: int = -1) -> None:
        """Make a cell of a row the current one; the first that can be keyed in by default."""
        shown = self.grid.shown_columns()
        first = next((one for one in shown if self.grid.table.is_keyed(one)), shown[0])
        self.grid.look_at(row, at if at >= 0 else first)

    def go_to_cell(self, record: str, field: str) -> bool:
        """Go to the cell of a record's field; whether it is on the sheet."""
        for row, member in enumerate(self.members):
            for at, declared in enumerate(self.grid.table.fields):
                if declared is None or declared.name != field:
                    continue
                own = columns.record_of(member, declared.entity, self.day)
                if own is not None and own.id == record:
                    self.go_to(row, at)
                    return True
        return False

    def current_member(self) -> Member | None:
        """The member under the cursor."""
        index = self.grid.currentIndex()
        return self.members[index.row()] if index.isValid() else None

    def _findings_at(self, member: Member, field: Field) -> list[Finding]:
        record = columns.record_of(member, field.entity, self.day)
        if record is None:
            return []
        return [
            finding
            for finding in self._findings
            if finding.record == record.id and finding.field == field.name
        ]

    def _spot(self, index: QModelIndex | QPersistentModelIndex) -> Spot | None:
        field = self.grid.table.fields[index.column()]
        member = self.members[index.row()]
        return member_cells.spot_of(member, field, self.day, self.survey) if field else None

    def _make(self, parent: QWidget, index: QModelIndex | QPersistentModelIndex) -> CellEditor:
        spot = self._spot(index)
        field = spot.field if spot else None
        made = CellEditor(
            self.look,
            parent,
            offers_for(field.kind, self._book) if field else None,
            several=bool(field and takes_several(field.kind)),
        )
        made.setAccessibleName(field.label if field else "")
        self._saw = member_cells.seen(self.desk.session, spot) if spot else None
        return made

    def _store(self, editor: CellEditor) -> bool:
        done = self._keep(editor.at, editor.text(), self._saw)
        if done and self._retry.isActive():
            self._retry.stop()
            QTimer.singleShot(0, self.settled.emit)
        return done

    def _keep(
        self,
        index: QModelIndex | QPersistentModelIndex,
        text: str,
        saw: tuple[str, ...] | None,
    ) -> bool:
        spot = self._spot(index)
        if spot is None:
            return True
        session = self.desk.session
        try:
            self.quietly(lambda: member_cells.store(session, spot, text, saw, self.survey))
        except LedgerBusy:
            self._retry.start()
            self._say(_WAITS)
            return False
        except AppError as error:
            self._say(f"{error}。{_KEPT}")
            return False
        self._problem = ""
        self.stored.emit()
        return True

    def quietly(self, do: Callable[[], T]) -> T:
        """Do something that this page itself will show, so that it need not read everything."""
        self.is_storing = True
        try:
            return do()
        finally:
            self.is_storing = False

    def _try_again(self) -> None:
        if self.grid.editor is None:
            self._retry.stop()
            self.settled.emit()
            return
        self.grid.settle()

    def copy_above(self) -> None:
        """Store the same as the cell above."""
        if not self.grid.settle():
            return
        index = self.grid.currentIndex()
        if index.row() < 1 or not self.grid.table.is_keyed(index.column()):
            self._say("上面没有可以照抄的一格")
            return
        above = index.siblingAtRow(index.row() - 1)
        self._keep(index, above.data(Qt.ItemDataRole.EditRole) or "", saw=None)

    def mark_unchanged(self, *, whole: bool) -> None:
        """Say 无变化 of the current member, or of everybody who has no answer yet."""
        session, member = self.desk.session, self.current_member()
        if member is None or not self.grid.settle():
            return
        if not self.survey:
            self._say("没有正在进行的摸排轮次，先新建一个轮次，再标无变化")
            return
        home, person = (self.household, "") if whole else ("", member.person.id)

        def mark() -> int:
            with session.at_once():
                return visits.unchanged(session, survey=self.survey, household=home, person=person)

        try:
            marked = self.quietly(mark)
        except AppError as error:
            self._say(str(error))
            return
        self._problem = ""
        self.stored.emit()
        told = f"{marked} 人标为无变化" if marked else "本轮已经填过，没有改动"
        self.desk.told.emit(told)
        if not whole:
            self.grid.step_down(1)

    def add_member(self) -> None:
        """Add a member at the end of the household and go there."""
        if not self.household or not self.can_key or not self.grid.settle():
            return
        session, household = self.desk.session, self.household

        def add() -> Member:
            with session.at_once():
                return entry.add_member(session, household=household)

        try:
            self.quietly(add)
        except AppError as error:
            self._say(str(error))
            return
        self.stored.emit()
        self.go_to(len(self.members) - 1)
        self.grid.setFocus()

    def _say(self, problem: str) -> None:
        self._problem = problem
        self.show_line()

    def show_line(self) -> None:
        """Say what there is to say about the current cell."""
        words, tone = self._words()
        self.line.setText(words)
        restyle(self.line, tone=tone)

    def _words(self) -> tuple[str, str]:
        if self._problem:
            return self._problem, "error"
        index = self.grid.currentIndex()
        if not index.isValid() or not self.can_key:
            return "", ""
        # The name may be out of sight when the columns have been scrolled.
        name = self.members[index.row()].person.name or "没有姓名"
        where = f"{name} · {self.grid.table.table.columns[index.column()].label}"
        why = self._why_unread(index)
        found = self.grid.table.findings(index)
        if why:
            return f"{where}　{why}", "error"
        if found:
            words = [f"{one.severity.value}：{one.message}　{one.advice}" for one in found[:2]]
            return "\n".join(words), TONES[found[0].severity]
        return f"{where}　　{_KEYS}", ""

    def _why_unread(self, index: QModelIndex) -> str:
        field = self.grid.table.fields[index.column()]
        if field is None or not self.grid.table.is_unread(index):
            return ""
        text = str(index.data())
        why = member_cells.why_unread(self.desk.session, field, text)
        return f"填的是“{text}”，没有认出：{why}" if why else ""
