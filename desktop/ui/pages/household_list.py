"""The households of a village or group beside the sheet: who is returned, done, doubtful."""

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.entities import HouseholdVisit
from desktop.domain.facts import Family
from desktop.domain.finding import Finding, Severity
from desktop.domain.tables import Column, Table
from desktop.services import checks, people, reviewing
from desktop.ui import columns, shown
from desktop.ui.desk import Desk
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import column
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel

_WORST = (Severity.ERROR, Severity.DOUBT, Severity.HINT)
_TONES = {"错误": "error", "疑点": "doubt", "提示": "hint"}
_STATES = {
    reviewing.RETURNED: ("退回", "error"),
    reviewing.BY_VILLAGE: ("村审", "good"),
    reviewing.BY_TOWNSHIP: ("乡审", "good"),
}


class HouseholdList(QWidget):
    """``looked_at`` tells the family under the cursor; those returned come first."""

    looked_at = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._findings: dict[str, list[Finding]] = {}
        self._visits: Mapping[str, HouseholdVisit] = {}
        self._round = ""
        model = TableModel(self._table(), self, tone=self._tone)
        self.grid = Grid(model, desk.look, desk.preferences)
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.looked_at.connect(self.looked_at.emit)
        self.setLayout(column(self.grid, margin=1))
        self.setFocusProxy(self.grid)

    def _table(self) -> Table[Family]:
        ledger = self.desk.session.ledger
        table = columns.households_table(ledger.dictionary, ledger.book, self.words_for)
        head, *others = table.columns
        state: Column[Family] = Column("本轮", lambda family: self._state(family)[0], 15.0)
        return Table(table.title, (head, state, *others))

    def show_place(self, village: str | None, group: str | None) -> bool:
        """List the households of a village and group, or all; whether there is any."""
        session = self.desk.session
        survey = shown.current_round(session)
        self._round = survey.id if survey else ""
        self._findings, self._visits = {}, {}
        ids = people.household_ids(session, village, group)
        if self._round:
            back = reviewing.returned(session, self._round)
            ids.sort(key=lambda household: household not in back)
        model = self.grid.table
        model.set_rows(PagedRows(ids, self._read))
        hidden = self.desk.preferences.hidden_columns(model.table.title)
        at = [one.label for one in model.table.columns].index("村")
        self.grid.setColumnHidden(at, village is not None or "村" in hidden)
        self.grid.go_to(0)
        return bool(ids)

    def _read(self, ids: list[str]) -> list[Family]:
        session = self.desk.session
        for household in ids:
            self._findings[household] = []
        for finding in checks.listed(session, households=ids):
            self._findings.setdefault(finding.household, []).append(finding)
        if self._round:
            gone = dict.fromkeys(ids)
            kept = {home: one for home, one in self._visits.items() if home not in gone}
            self._visits = {**kept, **reviewing.standing(session, self._round, ids)}
        return list(people.in_order(session, ids))

    def words_for(self, household: str) -> str:
        """How many findings of each level a household has."""
        counts = Counter(finding.severity for finding in self._findings.get(household, ()))
        return " ".join(f"{level.value} {counts[level]}" for level in _WORST if counts[level])

    def _state(self, family: Family) -> tuple[str, str]:
        visit = self._visits.get(family.household.id)
        if visit is None:
            return "", ""
        if visit.state in _STATES:
            return _STATES[visit.state]
        if visit.result is None:
            return "在填", "hint"
        return self.desk.session.ledger.book.code_label("visit_result", visit.result), "good"

    def _tone(self, family: Family, of: Column[Family]) -> str:
        if of.label == "核查":
            return PILL + _TONES.get(self.words_for(family.household.id)[:2], "hint")
        return self._state(family)[1] if of.label == "本轮" else ""

    def current(self) -> Family | None:
        """The family under the cursor."""
        family = self.grid.current_row()
        return family if isinstance(family, Family) else None

    def renew(self, household: str) -> Family | None:
        """Read a household again; None if it is not listed."""
        at = self._at(household)
        rows = self.grid.table.rows
        if at is None or not isinstance(rows, PagedRows):
            return None
        family: Family = rows.renew(at)
        model = self.grid.table
        model.dataChanged.emit(model.index(at, 0), model.index(at, model.columnCount() - 1))
        return family

    def go_to(self, household: str) -> bool:
        """Go to a household; whether it is listed."""
        at = self._at(household)
        if at is not None:
            self.grid.go_to(at)
        return at is not None

    def step(self, by: int) -> bool:
        """Go to the household after or before; whether there is one."""
        at = self.grid.currentIndex().row() + by
        if not 0 <= at < self.grid.table.rowCount():
            return False
        self.grid.go_to(at)
        return True

    def ids(self) -> list[str]:
        """The households listed, in order."""
        rows = self.grid.table.rows
        return list(rows.ids) if isinstance(rows, PagedRows) else []

    def _at(self, household: str) -> int | None:
        ids = self.ids()
        return ids.index(household) if household in ids else None
