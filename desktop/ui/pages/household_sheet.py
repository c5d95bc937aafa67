"""One household on one screen: head, visit, members, what the member in hand is asked."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.facts import Family, Member
from desktop.services import checks, handed_out
from desktop.services.handed_out import HandedOut
from desktop.ui import head_lines, member_cells, notes, shown
from desktop.ui.desk import Desk
from desktop.ui.editors import Editors
from desktop.ui.keeping import Keeper
from desktop.ui.pages.member_details import MemberDetails
from desktop.ui.pages.member_sheet import MemberSheet
from desktop.ui.pages.visit_bar import VisitBar
from desktop.ui.shown import Shown
from desktop.ui.widgets.cell_note import CellNote, Note
from desktop.ui.widgets.elided import Elided
from desktop.ui.widgets.household_head import HouseholdHead
from desktop.ui.widgets.layout import button, column, restyle, row

_KEYS = "直接打字　F2 修改　Ctrl+D 同上格　F8 无变化　F7 答复　Ctrl+Z 撤销　PgDn 下一户"
_LEAST_ROWS = 4
_LAST = "这一户到底了：Ctrl+Enter 加成员，PgDn 下一户"


class HouseholdSheet(QWidget):
    """Shows one household and stores what is keyed into it.

    ``line_chosen`` hands on what a line of the head is about, ``act_wanted`` the key of a button.
    """

    line_chosen = Signal(object)
    act_wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.keeper = Keeper(self)
        self.editors = Editors(desk)
        self.can_key = self.editors.can_key
        self._problem, self._tone = "", "error"
        self._holder: HandedOut | None = None
        self._warned: set[str] = set()
        self.shown = self._empty()
        self.head = HouseholdHead(self.look, self._actions())
        self.head.line_chosen.connect(self.line_chosen.emit)
        self.visit = VisitBar(desk, self.keeper, self.editors, self.shown)
        self.grid = MemberSheet(desk, self.keeper, self.editors, self.shown)
        self.details = MemberDetails(desk, self.keeper, self.editors, self.shown)
        self.note = CellNote(self.look, self)
        self.line = Elided("small")
        self._put_together()
        self._listen()
        self.setFocusProxy(self.grid)

    def _actions(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            (key, words, partial(self.act_wanted.emit, key))
            for key, words in (
                ("visits", "访问 F10"), ("accept", "通过 F9"), ("return", "退回… Shift+F9")
            )
        ]  # fmt: skip

    def _put_together(self) -> None:
        px = self.look.px
        keys = button("全部按键", lambda: self.act_wanted.emit("keys"), "link")
        keys.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = row(self.line, keys, gap=px(6))
        foot.setStretch(0, 1)
        foot.setContentsMargins(px(14), 0, px(8), 0)
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.addWidget(self.grid)
        self.split.addWidget(self.details)
        self.split.setChildrenCollapsible(False)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([px(240), px(170)])
        self.grid.setMinimumHeight(px(34 * 3))
        self.details.setMinimumHeight(px(96))
        layout = column(self.head, self.visit, self.split, foot, gap=0)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def _listen(self) -> None:
        self.keeper.said.connect(self.say)
        self.keeper.typed.connect(self._warn)
        self.keeper.retry.timeout.connect(self._try_again)
        self.grid.moved.connect(self._show_cell)
        self.grid.leave_row = self._leave_row
        self.grid.horizontalScrollBar().valueChanged.connect(lambda _at: self._show_note())
        self.grid.verticalScrollBar().valueChanged.connect(lambda _at: self._show_note())
        self.grid.installEventFilter(self)
        self.details.left.connect(self._leave_details)
        self.details.job_wanted.connect(lambda: self.act_wanted.emit("job"))
        self.details.card_wanted.connect(lambda: self.act_wanted.emit("card"))
        self.visit.left.connect(lambda _by: self.grid.setFocus())

    def _empty(self) -> Shown:
        session = self.desk.session
        return Shown(day=checks.reference_day(session), survey=shown.current_round(session))

    @property
    def household(self) -> str:
        return self.shown.household

    @property
    def members(self) -> tuple[Member, ...]:
        return self.shown.members

    @property
    def is_storing(self) -> bool:
        """Whether what changes now will be shown by this sheet itself."""
        return self.keeper.is_storing

    def current_member(self) -> Member | None:
        """The member in hand."""
        return self.grid.current_member()

    def settle(self) -> bool:
        """Store what is being typed; False if something has to wait."""
        return self.grid.settle() and self.details.settle() and self.visit.settle()

    def show_family(self, family: Family | None) -> bool:
        """Show a household, the cell in hand kept if it is the same one.

        False if what was typed into the household shown now could not be stored yet.
        """
        same = family is not None and family.household.id == self.household
        if not same and not self.settle():
            return False
        session = self.desk.session
        now = shown.read(session, family, self.shown.survey, self.shown.day)
        # Known before the grid moves, because a cell that comes in hand is looked up here.
        former, self.shown = self.shown, now
        if not self.grid.show_members(now):
            self.shown = former
            return False
        self.grid.setMaximumHeight(self._room_for(len(now.members)))
        self.visit.show_visit(now)
        self.head.show_family(family, session.ledger.book, head_lines.lines(session, now))
        self._show_holder()
        self._show_state()
        self._show_cell()
        return True

    def _show_holder(self) -> None:
        household = self.shown.family.household if self.shown.family else None
        self._holder = handed_out.of_village(
            self.desk.session, household.village if household else None
        )
        why = handed_out.warning(self._holder) if self._holder else ""
        self.head.show_holder(str(self._holder or ""), why)

    def _warn(self) -> None:
        """Once for each office, so that it is read."""
        if self._holder and self._holder.office not in self._warned:
            self._warned.add(self._holder.office)
            self.desk.told.emit(handed_out.warning(self._holder))

    def _room_for(self, members: int) -> int:
        """So much that the rest of the screen goes to what the member in hand is asked."""
        rows = max(members + 1, _LEAST_ROWS)
        return self.grid.horizontalHeader().sizeHint().height() + self.look.row * rows

    def _show_state(self) -> None:
        words, tone = head_lines.state(self.desk.session, self.shown)
        self.head.show_state(words, tone)
        for key, one in self.head.buttons.items():
            one.setVisible(head_lines.offers(self.desk.session, self.shown, key))
        self.head.buttons["accept"].setText(head_lines.accept_words(self.desk.session, self.shown))

    def read_round(self) -> None:
        """Look again which round is keyed in, and as of which day."""
        session = self.desk.session
        family = self.shown.family
        self.shown = shown.read(
            session, family, shown.current_round(session), checks.reference_day(session)
        )

    def go_to(self, at_row: int, at: int = -1) -> None:
        """Make a cell of a row the current one; the first that can be keyed in by default."""
        self.grid.stand_at(at_row, at)

    def go_to_cell(self, record: str, field: str) -> bool:
        """Go to the cell of a record's field, in the grid, the details or the visit."""
        visit = self.shown.visit
        if visit is not None and visit.id == record:
            return self.visit.go_to(field)
        place = self.grid.place_of(record, field)
        if place is not None:
            self.grid.stand_at(*place)
            self.grid.setFocus()
            return True
        return self._go_to_detail(record, field)

    def _go_to_detail(self, record: str, field: str) -> bool:
        for at, member in enumerate(self.members):
            for entity in ("person", "employment_spell", "survey_answer"):
                declared = self.desk.session.ledger.dictionary[entity].by_name.get(field)
                if declared and record in self.shown.records(member, declared):
                    self.grid.stand_at(at)
                    return self.details.go_to(declared)
        return False

    def _leave_row(self) -> bool:
        return self.details.enter() or (self._is_last_row() and self._ask_result())

    def _is_last_row(self) -> bool:
        return self.grid.currentIndex().row() == len(self.members) - 1

    def _ask_result(self) -> bool:
        """What came of the visit is asked once everybody has been gone through."""
        visit = self.shown.visit
        is_told = visit is not None and (visit.result or "result" in visit.unread)
        return not is_told and self.visit.go_to("result")

    def _leave_details(self, by: int) -> None:
        at_row = self.grid.currentIndex().row()
        if by > 0 and self._is_last_row():
            if not self._ask_result():
                self.grid.setFocus()
                self.say(_LAST, "hint")
            return
        self.grid.setFocus()
        if by > 0:
            self.grid.stand_at(at_row + 1)

    def turn_focus(self) -> None:
        """Go from the grid to the details, on to the visit, and back."""
        if self.grid.hasFocus() or self.grid.editor is not None:
            if self.grid.settle() and not self.details.enter():
                self.visit.go_to("result")
        elif self.details.form.has_focus() and self.visit.go_to("result"):
            return
        else:
            self.grid.setFocus()

    def say(self, problem: str, tone: str = "error") -> None:
        """Say what went wrong, or what to do next; an empty text takes it back."""
        self._problem, self._tone = problem, tone
        self.show_line()

    def show_line(self) -> None:
        """Say whose cell is in hand, and which keys there are."""
        index = self.grid.currentIndex()
        words, tone = self._problem, self._tone
        if not words and index.isValid() and self.can_key:
            # The name may be out of sight when the columns have been scrolled.
            name = self.members[index.row()].person.name or "没有姓名"
            head = self.grid.table.table.columns[index.column()].label
            words, tone = f"{name} · {head}　　{_KEYS}", ""
        self.line.say(words)
        restyle(self.line, tone=tone)

    def _show_cell(self) -> None:
        member = self.current_member()
        if member is not None and self.details.member is not None:
            is_other = member.person.id != self.details.member.person.id
            if is_other and not self.details.settle():
                return
        self.details.show_member(self.shown, member)
        self._show_note()
        self.show_line()

    def _show_note(self) -> None:
        corner = self.grid.mapTo(self, QPoint(0, 0))
        self.note.show_under(self.grid.cell_rect().translated(corner), self._notes())

    def _notes(self) -> list[Note]:
        index, member = self.grid.currentIndex(), self.current_member()
        field = self.grid.current_field()
        if not self.grid.hasFocus() or member is None or field is None:
            return []
        text = str(index.data() or "")
        found = notes.notes_at(self.shown, member, field, text)
        if self.grid.table.is_unread(index) and not self.grid.table.findings(index):
            why = member_cells.why_unread(self.desk.session, field, text)
            found.insert(0, (f"没有认出：{why}", "error"))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            # The grid itself must hear of it first.
            self.note.show_under(self.rect(), ())
            if event.type() == QEvent.Type.FocusIn:
                QTimer.singleShot(0, self._show_note)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_note()

    def _try_again(self) -> None:
        if self.settle():
            self.keeper.rest()
