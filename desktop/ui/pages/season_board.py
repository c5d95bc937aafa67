"""返乡返岗快报: villages by figures; what was told by telephone is typed beside what is counted."""

from datetime import date
from functools import partial

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import season_reports
from desktop.services.roles import Role
from desktop.services.season_reports import ALL, Figure, Line
from desktop.ui import list_printing
from desktop.ui.desk import Desk
from desktop.ui.widgets.editable_grid import EditableGrid, EditableModel
from desktop.ui.widgets.layout import button, column, frame, label, row, with_icon

_HINT = (
    "直接打数字填报数，回车到下一格，删除键清空。没有报数的只显示实名数；报数与实名不同的标出差数。"
)


class SeasonBoard(QWidget):
    """One week of all villages; ``is_storing`` while a count is being stored."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.look = desk, desk.look
        self.is_storing = False
        self.season = ""
        self.keys = season_reports.figures()
        model = EditableModel(self._table(), self._text, self._store,
                              is_number=lambda _row, _at: True, tone=_tone)  # fmt: skip
        self.grid = EditableGrid(model, self.look)
        self.week = QComboBox()
        self.week.setAccessibleName("截至")
        self.week.currentIndexChanged.connect(lambda _at: self._read())
        out = with_icon(button("打印…", self.ask_print), "print", self.look)
        head = row(label("截至（周五）", "quiet"), self.week, None, out)
        self.setLayout(
            column(head, frame(column(self.grid, margin=1)), label(_HINT, "small", wrap=True))
        )
        self.setFocusProxy(self.grid)

    def _table(self) -> Table[Line]:
        figures = (Column(key, partial(_shown, key), 26.5) for key in self.keys)
        return Table("返乡返岗快报", (Column("村", lambda line: line.name, 22.0), *figures))

    def _text(self, line: Line, at: int) -> str | None:
        if at == 0 or line.name == ALL or self.desk.session.role < Role.CLERK:
            return None
        told = line.figures[self.keys[at - 1]].told
        return "" if told is None else str(told)

    @property
    def until(self) -> date:
        """The last day of the chosen week."""
        chosen: date = self.week.currentData()
        return chosen

    def show_season(self, season: str) -> None:
        """Show a season, the week in hand kept."""
        kept = self.week.currentData() if season == self.season else None
        self.season = season
        weeks = season_reports.weeks(self.desk.session, season)
        self.week.blockSignals(True)
        self.week.clear()
        for day in reversed(weeks):
            self.week.addItem(f"{day:%Y-%m-%d}", day)
        self.week.setCurrentIndex(max(self.week.findData(kept), 0))
        self.week.blockSignals(False)
        self._read()

    def _read(self) -> None:
        lines = season_reports.board(self.desk.session, season=self.season, until=self.until)
        if len(lines) == self.grid.table.rowCount():
            # No reset, which would take the editor away in the middle of being stored.
            self.grid.table.renew(lines)
        else:
            self.grid.table.set_rows(lines)

    def _store(self, line: Line, at: int, text: str) -> bool:
        session = self.desk.session
        self.is_storing = True
        try:
            with session.at_once():
                season_reports.report(
                    session, season=self.season, village=line.village, until=self.until,
                    figure=self.keys[at - 1], value=text,
                )  # fmt: skip
        except AppError as error:
            self.desk.told.emit(str(error))
            return False
        finally:
            self.is_storing = False
        self._read()
        return True

    def ask_print(self) -> None:
        """Show the board as it is printed."""
        make = partial(season_reports.board_listing, season=self.season, until=self.until)
        list_printing.open_print(self.desk, self, season_reports.REPORT, make)


def _shown(key: str, line: Line) -> str:
    figure = line.figures[key]
    if figure.told is None:
        return f"{figure.counted}"
    return f"报{figure.told} 实{figure.counted}{_difference(figure)}"


def _difference(figure: Figure) -> str:
    return f" 差{figure.difference:+}" if figure.difference else ""


def _tone(line: Line, shown: Column[Line]) -> str:
    figure = line.figures.get(shown.label)
    if figure is None:
        return ""
    return "doubt" if figure.difference else ("" if figure.told is not None else "quiet")
