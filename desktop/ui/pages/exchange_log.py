"""收发记录: every package that went out or came in, taking one back, receipts on paper."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import package_undo, packages, partners, returning, slips
from desktop.services.package_undo import TakenBack
from desktop.services.roles import Role
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.page_printing import open_pages
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

_TONES = {"已生成": "faint", "已拷出": "hint", "已收到": "hint", "已合并": "good",
          "退回": "error", "部分退回": "error", "等待": "doubt", "已撤销": "faint"}  # fmt: skip
_KINDS = {"full": "全量包", "changes": "增量包", "receipt": "回执", "return": "退回",
          "config": "配置包", "vacancies": "岗位包"}  # fmt: skip
_TURNS = {
    "已合并": (package_undo.undo_package, "撤销此包",
             "它带来的人和改动都会退回，之后又改过的保留。"),
    "已撤销": (package_undo.restore_package, "恢复此包", "它带来的内容会重新采用。"),
}  # fmt: skip
_UNKNOWN = "未知单位"


class ExchangeLog(QWidget):
    """``changed`` tells that something was done to a package."""

    changed = Signal()

    def __init__(self, desk: Desk, *beside: QWidget) -> None:
        """Show ``beside`` next to the heading."""
        super().__init__()
        self.desk, self.look = desk, desk.look
        self._names: dict[str, str] = {}
        self._returned: dict[str, int] = {}
        self.grid = Grid(TableModel(self._table(), self, tone=self._tone), self.look)
        self.grid.opened.connect(self._tell_of)
        self.code = QLineEdit()
        self.code.setPlaceholderText("录入回执码")
        self.code.setAccessibleName("录入回执码")
        self.code.setToolTip("对方只打印了回执单时，在这里输入或扫上面的回执码，按回车")
        self.code.setMaximumWidth(self.look.px(150))
        self.code.returnPressed.connect(self.enter_code)
        px = self.look.px
        above = row(label("收发记录", "heading"), label("回车看说明", "small"), None, *beside)
        above.setContentsMargins(px(14), px(10), px(14), 0)
        inside = frame(column(above, self.grid, self._foot(), gap=px(6), margin=1))
        self.setLayout(column(inside))

    def _foot(self) -> QHBoxLayout:
        undo = button("撤销此包…", self.ask_undo, name="undo")
        slip = button("打印回执…", self.print_slip, name="slip")
        for part in (undo, slip, self.code):
            part.setEnabled(self.desk.session.role >= Role.REVIEWER)
        foot = row(undo, slip, None, self.code)
        foot.setContentsMargins(self.look.px(10), 0, self.look.px(10), self.look.px(10))
        return foot

    def _table(self) -> Table[Any]:
        return Table(
            "收发记录",
            (
                Column("时间", lambda parcel: _local(parcel.at), 32.0),
                Column(
                    "方向", lambda parcel: "发出" if parcel.direction == "out" else "收到", 13.0
                ),
                Column("单位", self._office, 34.0),
                Column("内容", kind_of, 18.0),
                Column("状态", self._state, 18.0),
                Column("包号", _number, 22.0),
                Column("文件", lambda parcel: parcel.file, 60.0),
            ),
        )

    def _office(self, parcel: Any) -> str:
        return self._names.get(parcel.office, _UNKNOWN)

    def _state(self, parcel: Any) -> str:
        merged = parcel.state == "已合并" and parcel.id in self._returned
        return "部分退回" if merged else str(parcel.state)

    def _tone(self, parcel: Any, shown: Column[Any]) -> str:
        return PILL + _TONES.get(self._state(parcel), "faint") if shown.label == "状态" else ""

    def reload(self) -> None:
        """Read the log anew."""
        session = self.desk.session
        self._names = {card.office_id: card.name for card in partners.partners(session)}
        self._returned = returning.by_package(session)
        self.grid.table.set_rows(list(reversed(packages.log(session))))

    def ask_undo(self) -> None:
        """Ask whether the chosen package that came in is taken back, or adopted again."""
        parcel: Any = self.grid.current_row()
        if parcel is None or parcel.direction != "in" or parcel.state not in _TURNS:
            messages.tell(self, "撤销此包", "请先在收发记录里选中一个已合并的包")
            return
        verb, title, words = _TURNS[parcel.state]
        then = partial(self._take_back, verb, parcel.id)
        about = f"{self._office(parcel)}，{_local(parcel.at)}收到的包。{words}"
        messages.ask(self, title, about, title, then)

    def _take_back(self, verb: Callable[..., TakenBack], package: str) -> None:
        self.desk.jobs.start(
            self,
            "正在处理",
            in_thread(self.desk.session, verb, package=(package,)),
            done=self._show_taken_back,
            failed=partial(messages.show_error, self),
        )

    def _show_taken_back(self, done: TakenBack) -> None:
        self.changed.emit()
        words = (f"原有 {done.before.households:,} 户 {done.before.persons:,} 人，"
                 f"现在 {done.after.households:,} 户 {done.after.persons:,} 人。")  # fmt: skip
        if done.left:
            words += f"\n有 {len(done.left):,} 处后来又改过，保留现值。"
        messages.tell(self, "已办好", words)

    def print_slip(self) -> None:
        """Show the receipt on paper for the chosen package that came in."""
        parcel: Any = self.grid.current_row()
        if parcel is None or parcel.direction != "in" or parcel.kind == "receipt":
            messages.tell(self, "打印回执", "请先在收发记录里选中一个收到的、已合并的包")
            return
        open_pages(
            self.desk, self, "接收回执",
            lambda session: slips.in_memory(session, package=parcel.id),
            partial(slips.pdf, package=parcel.id),
        )  # fmt: skip

    def enter_code(self) -> None:
        """Take the code that was typed or scanned for the receipt itself."""
        try:
            entered = slips.enter(self.desk.session, code=self.code.text())
        except AppError as error:
            self.code.selectAll()
            messages.show_error(self, error)
            return
        self.code.clear()
        self.changed.emit()
        self.desk.told.emit(slips.lines(entered)[0])

    def _tell_of(self, parcel: Any) -> None:
        words = parcel.report or "没有更多说明"
        homes = self._returned.get(parcel.id)
        if homes:
            words += f"\n其中 {homes} 户被退回，还没有改好；在入户调查里排在最前面。"
        messages.tell(self, f"{kind_of(parcel)}　{self._state(parcel)}", words)


def kind_of(parcel: Any) -> str:
    """What a package holds, in a word."""
    return _KINDS.get(str(parcel.kind), "其他")


def _number(parcel: Any) -> str:
    return "" if parcel.kind == "receipt" else slips.number_of(parcel)


def _local(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
