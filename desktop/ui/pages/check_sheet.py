"""One page of the check list, keyed in cell by cell, and a line about the current cell."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.check_lists import LETTERS
from desktop.domain.dictionary import Field
from desktop.domain.errors import AppError
from desktop.domain.finding import Finding
from desktop.services import check_entry, checks
from desktop.services.check_entry import Marked
from desktop.services.check_lists import Page, Row
from desktop.services.session import LedgerBusy
from desktop.ui import check_cells
from desktop.ui.check_model import CheckModel
from desktop.ui.desk import Desk
from desktop.ui.editors import Editors
from desktop.ui.widgets.cell_editor import CellEditor
from desktop.ui.widgets.check_grid import CheckEditor, CheckGrid
from desktop.ui.widgets.entry_model import TONES
from desktop.ui.widgets.layout import column, label, restyle

Index = QModelIndex | QPersistentModelIndex
_KEYS = (
    "打行号和栏目字母再回车（如 7h），填好回车　F8 本页其余无变化并翻页　"
    "F4 打开户表　F6 变动清单　Ctrl+Z 撤销"
)
_WAITS = "台账正忙，这一格还在输入框里，请按回车再存一次"
_KEPT = "内容还在输入框里，可以改，也可以按 Esc 放弃"


class CheckSheet(QWidget):
    """Stores each cell when it is left; ``stored`` asks for the page to be read again."""

    stored = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        session = desk.session
        self.editors = Editors(desk)
        self.day = checks.reference_day(session)
        self.page: Page | None = None
        self.is_storing = False
        self.is_new = False
        self._findings: Mapping[str, Sequence[Finding]] = {}
        self._saw: tuple[str, ...] | None = None
        self._problem = ""
        self.model = CheckModel(desk, self.day, self._findings_at, self)
        self.grid = CheckGrid(self.model, self.look, self._make, self._store, desk.preferences)
        self.grid.emptied.connect(lambda index: self._keep(index, ""))
        self.grid.selectionModel().currentChanged.connect(lambda *_: self._moved())
        self.line = label("", "small", wrap=True)
        self.line.setMinimumHeight(self.look.px(28))
        self.line.setContentsMargins(self.look.px(14), self.look.px(4), self.look.px(12), 0)
        layout = column(self.grid, self.line, gap=0)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.grid)

    def show_page(self, page: Page | None, findings: Mapping[str, Sequence[Finding]]) -> None:
        """Show a page; the cell in hand is kept if it is the same one."""
        same = self.page is not None and page is not None and _place(self.page) == _place(page)
        self.page, self._findings = page, findings
        rows = list(page.rows) if page else []
        if same and len(rows) == self.grid.table.rowCount():
            self.grid.table.renew(rows)
        else:
            self.grid.table.set_rows(rows)
        self.grid.part({at for at, row in enumerate(rows) if row.is_first})
        self.show_line()

    def go_to(self, row: Row, letter: str) -> bool:
        """Go to a cell by its letter; whether something may be written there."""
        at = check_cells.column_of(letter)
        field = self.grid.table.fields[at] if at is not None else None
        if at is None or field is None or self.page is None:
            self.say(f"没有“{letter}”栏，可以用：{'、'.join(name for name, _ in LETTERS)}")
            return False
        self.is_new = False
        self.grid.look_at(self.page.rows.index(row), at)
        why = check_cells.refusal(row, field)
        if why:
            self.say(why)
            return False
        return True

    def go_first(self) -> None:
        """Go to the first cell that can be keyed in."""
        if self.page is not None:
            self.grid.look_at(0, check_cells.NAME_AT)

    def leave(self) -> None:
        """Be at no cell, as on a page that was just opened."""
        self.grid.setCurrentIndex(QModelIndex())
        self.grid.clearSelection()
        self.grid.scrollToTop()
        self._moved()

    def mark_rest(self) -> Marked | None:
        """Say 无变化 of the rest of the page; None if that could not be done, which is said."""
        session, page = self.desk.session, self.page
        if page is None:
            return None
        self.is_storing = True
        try:
            with session.at_once():
                return check_entry.rest_unchanged(
                    session, survey=page.survey.id, village=page.village, page=page.number
                )
        except AppError as error:
            self.say(str(error))
            return None
        finally:
            self.is_storing = False

    def current(self) -> Row | None:
        """The line of the current cell."""
        index = self.grid.currentIndex()
        return self.grid.table.row(index) if index.isValid() else None

    def _field(self, index: Index) -> Field | None:
        return self.grid.table.fields[index.column()] if index.isValid() else None

    def _findings_at(self, row: Row, field: Field) -> list[Finding]:
        record = check_cells.record_at(row, field, self.day)
        return [
            finding
            for finding in self._findings.get(row.household.id, ())
            if record and finding.record == record and finding.field == field.name
        ]

    def _make(self, parent: QWidget, index: Index) -> CheckEditor:
        field = self._field(index)
        made = CheckEditor(self.look, parent)
        self.editors.fit(made, field)
        self._saw = None
        if field is not None and self.page is not None:
            row = self.grid.table.rows[index.row()]
            self._saw = check_cells.seen(
                self.desk.session, row, field, self.day, self.page.survey.id
            )
        return made

    def _store(self, editor: CellEditor) -> bool:
        return self._keep(editor.at, editor.text())

    def _keep(self, index: Index, text: str) -> bool:
        field = self._field(index)
        if field is None or self.page is None:
            return True
        row = self.grid.table.rows[index.row()]
        self.is_storing = True
        try:
            self.is_new = check_cells.store(
                self.desk.session, row, field, text, self._saw, self.day, self.page.survey.id
            )
        except LedgerBusy:
            self.say(_WAITS)
            return False
        except AppError as error:
            self.say(f"{error}。{_KEPT}")
            return False
        finally:
            self.is_storing = False
        self._problem = ""
        self.stored.emit()
        return True

    def say(self, problem: str) -> None:
        """Say in the line what is wrong."""
        self._problem = problem
        self.show_line()

    def _moved(self) -> None:
        self._problem = ""
        self.show_line()

    def show_line(self) -> None:
        """Say what there is to say about the current cell."""
        words, tone = self._words()
        self.line.setText(words)
        restyle(self.line, tone=tone)

    def _words(self) -> tuple[str, str]:
        if self._problem:
            return self._problem, "error"
        index, row = self.grid.currentIndex(), self.current()
        field = self._field(index)
        if row is None or field is None or self.page is None:
            return _KEYS, ""
        name = (row.member.person.name or "没有姓名") if row.member else "空行"
        house = (row.household.household_no or "")[-4:]
        where = f"{row.number} 行　户 {house} {name} · {field.label}"
        found = self.grid.table.findings(index)
        if found:
            one = found[0]
            return f"{where}　{one.severity.value}：{one.message}　{one.advice}", TONES[
                one.severity
            ]
        was = check_cells.before(self.desk.session, self.page, row, field, self.day)
        return (f"{where}　原为：{was}" if was else f"{where}　　{_KEYS}"), ""


def _place(page: Page) -> tuple[str, str, int]:
    return page.survey.id, page.village, page.number
