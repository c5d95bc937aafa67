"""返乡返岗快录: the people of a village who work away, one key for where each is now."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSplitter, QWidget

from desktop.domain.entities import Presence
from desktop.domain.errors import AppError
from desktop.domain.partial_date import PartialDate
from desktop.domain.reading import Unreadable
from desktop.domain.seasons import PLANNED, day_in
from desktop.services import presence, surroundings, undo
from desktop.services.presence import STAYS_HOME, Line, Progress
from desktop.services.roles import Role
from desktop.ui import cards, season_tables
from desktop.ui.desk import Desk
from desktop.ui.dialogs.name_dialog import NameDialog
from desktop.ui.dialogs.reason_dialog import ReasonDialog
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, column, frame, label, row
from desktop.ui.widgets.state_grid import StateGrid
from desktop.ui.widgets.table_model import TableModel

_REASONS = (
    "年纪大了",
    "照顾老人孩子",
    "身体原因",
    "本地找到活",
    "在家创业",
    "在家务农",
    "厂里裁人",
)


class QuickList(QWidget):
    """Villages at the left, people at the right; ``is_storing`` while a key is being stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.is_storing = False
        self.season, self.village = "", ""
        self._wanted = ""
        self._since = surroundings.position(desk.session)
        self.states = [item.key or "" for item in desk.session.ledger.book.items("presence_state")]
        self.villages = Grid(TableModel(season_tables.VILLAGES, self), self.look)
        self.villages.stretch(0)
        self.villages.looked_at.connect(self._choose)
        self.villages.opened.connect(lambda _line: self.setFocus())
        table = season_tables.quick_list(desk.session.today())
        model = TableModel(table, self, tone=season_tables.tone)
        self.people = StateGrid(model, self.look, desk.preferences)
        self.people.state_keyed.connect(self.put)
        self.people.opened.connect(self._open)
        self.day = QLineEdit()
        self.day.setAccessibleName("日期")
        self.day.setFixedWidth(self.look.px(120))
        self.day.setToolTip("按下的状态记为这一天；补登以前的就改这里")
        self.day.returnPressed.connect(self.people.setFocus)
        self.count, self.bus = label("", "heading"), label("", "quiet")
        self.line = label(self._keys_line(), "small", wrap=True)
        self._lay_out()
        self._set_keys()
        self.setFocusProxy(self.people)

    def _lay_out(self) -> None:
        head = row(self.count, self.bus, None, label("状态日期", "quiet"), self.day)
        margin = self.look.px(10)
        head.setContentsMargins(self.look.px(14), margin, margin, margin)
        right = column(head, self.people, gap=0, margin=1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(frame(column(self.villages, margin=1)))
        split.addWidget(box(column(frame(right), self.line, gap=6)))
        split.setSizes([self.look.px(230), self.look.px(860)])
        split.setStretchFactor(1, 1)
        split.setHandleWidth(self.look.px(10))
        self.split = split
        self.empty = Empty(
            self.look, "people", "没有在外务工的人",
            "今年或去年在乡外务工的人会列在这里；先导入表格或填就业经历。",
        )  # fmt: skip
        self.setLayout(column(split, self.empty))

    def _keys_line(self) -> str:
        keys = "　".join(f"{at} {key}" for at, key in enumerate(self.states, start=1))
        return f"按数字键：{keys}　B 专车　F3 卡片　Ctrl+Z 撤销"

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F3", lambda: self._open(self.people.current_row())),
        ]
        if self.desk.session.role >= Role.CLERK:
            keys += [
                ("B", self.toggle_bus),
                ("Ctrl+Z", lambda: self._back(undo.undo, "已撤销")),
                ("Ctrl+Y", lambda: self._back(undo.redo, "已重做")),
            ]
        within = Qt.ShortcutContext.WidgetShortcut
        for words, do in keys:
            QShortcut(QKeySequence(words), self.people, do, context=within)

    def show_season(self, season: str) -> None:
        """Show a season, the village and person in hand kept."""
        self.season = season
        if not self.day.text():
            self.day.setText(self.desk.session.today().isoformat())
        kept = self._wanted or self.village
        self._wanted = ""
        lines = presence.progress(self.desk.session, season=season)
        self.split.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.villages.blockSignals(True)
        self.villages.table.set_rows(lines)
        at = next((n for n, line in enumerate(lines) if line.village == kept), 0)
        self.villages.go_to(at)
        self.villages.blockSignals(False)
        self._choose(lines[at] if lines else None)

    def show_village(self, village: str) -> None:
        """Show a village once the season is shown."""
        self._wanted = village
        if self.season:
            self.show_season(self.season)

    def _choose(self, line: object) -> None:
        stays = isinstance(line, Progress) and line.village == self.village
        self.village = line.village if isinstance(line, Progress) else ""
        at = max(self.people.currentIndex().row(), 0) if stays else 0
        found = (
            presence.away(self.desk.session, village=self.village, season=self.season)
            if isinstance(line, Progress)
            else []
        )
        self.people.table.set_rows(found)
        self.people.go_to(min(at, len(found) - 1))
        self._tell()

    def _tell(self) -> None:
        lines: list[Line] = list(self.people.table.rows)
        noted = sum(1 for line in lines if line.presence and line.presence.state)
        self.count.setText(f"{len(lines)} 人，已登记 {noted} 人")
        buses = sum(1 for line in lines if season_tables.needs_bus(line))
        self.bus.setText(f"需要专车 {buses} 人" if buses else "")
        at = self.villages.currentIndex().row()
        if at >= 0:
            progress = replace(self.villages.table.rows[at], noted=noted)
            self.villages.table.replace_row(at, progress)

    # One key a state.

    def put(self, number: int) -> None:
        """Put the person in hand into the state of a number, asking what that state needs."""
        if number > len(self.states) or self.desk.session.role < Role.CLERK:
            return
        state = self.states[number - 1]
        if state == PLANNED:
            self._ask_day(state)
        elif state == STAYS_HOME:
            dialog = ReasonDialog(self.look, "为什么不再外出？", _REASONS, self)
            dialog.submitted.connect(lambda reason: self._store(state, reason=reason))
            self._open_dialog(dialog)
        else:
            self._store(state)

    def _ask_day(self, state: str) -> None:
        dialog = NameDialog(
            self.look, state, "计划哪天返岗？如 2.18、2027-02-18、2027-02", parent=self
        )

        def take(text: str) -> None:
            try:
                day = day_in(self.season, text)
            except Unreadable as defect:
                dialog.refuse(str(defect))
                return
            dialog.close()
            self._store(state, on=day)

        dialog.submitted.connect(take)
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: NameDialog | ReasonDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def toggle_bus(self) -> None:
        """Note that the person in hand wants a seat in the bus, or wants none after all."""
        line = self.people.current_row()
        if isinstance(line, Line) and line.presence and line.presence.state:
            now = line.presence
            self._store(now.state or "", on=now.on, reason=now.reason or "",
                        needs_bus=not now.needs_bus, step=0)  # fmt: skip
        else:
            self.desk.told.emit("先按数字键登记状态，再按 B 登记专车")

    def _store(
        self,
        state: str,
        *,
        on: PartialDate | None = None,
        reason: str = "",
        needs_bus: bool | None = None,
        step: int = 1,
    ) -> None:
        session, line = self.desk.session, self.people.current_row()
        if not isinstance(line, Line):
            return
        self.is_storing = True
        try:
            day = on or day_in(self.season, self.day.text())
            with session.at_once():
                now = presence.set_state(
                    session, person=line.member.person.id, season=self.season, state=state,
                    on=day, reason=reason, needs_bus=needs_bus,
                )  # fmt: skip
        except AppError as error:
            self.desk.told.emit(str(error))
        else:
            self._show_now(line, now, step)
        finally:
            self.is_storing = False
        self.people.setFocus()

    def _show_now(self, line: Line, now: Presence, step: int) -> None:
        at = self.people.currentIndex().row()
        self.people.table.replace_row(at, replace(line, presence=now))
        self._tell()
        self.people.go_to(min(at + step, self.people.table.rowCount() - 1))

    def _back(self, step: Callable[..., undo.Back], word: str) -> None:
        session = self.desk.session
        before = {line.member.person.id: line.presence for line in self.people.table.rows}
        self.is_storing = True
        try:
            with session.at_once():
                done = step(session, since=self._since)
        except AppError as error:
            self.desk.told.emit(str(error))
            return
        finally:
            self.is_storing = False
        self.show_season(self.season)
        for at, line in enumerate(self.people.table.rows):
            if line.presence != before.get(line.member.person.id):
                self.people.go_to(at)
                break
        self.desk.told.emit(f"{word}：{done.label}")

    def _open(self, line: object) -> None:
        if isinstance(line, Line):
            among = [one.member.person.id for one in self.people.table.rows]
            cards.open_card(self.desk, self, line.member.person.id, among)
