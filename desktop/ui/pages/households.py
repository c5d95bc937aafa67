"""入户调查: villages and groups, their households, and the members of the chosen one."""

from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.domain.tables import Column
from desktop.services import checks, people
from desktop.ui import cards, columns
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.household_head import HouseholdHead
from desktop.ui.widgets.layout import column, frame
from desktop.ui.widgets.paged_rows import PagedRows
from desktop.ui.widgets.table_model import TableModel
from desktop.ui.widgets.village_tree import VillageTree

_WORST = (Severity.ERROR, Severity.DOUBT, Severity.HINT)
_TONES = {"错误": "error", "疑点": "doubt", "提示": "hint"}


class HouseholdsPage(Page):
    """Reading only; a double click or Enter on a member opens the card."""

    shows = frozenset({"household", "person", "membership", "tag", "finding", "waiver",
                       "employment_spell", "survey_answer"})  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        ledger = desk.session.ledger
        self._findings: dict[str, list[Finding]] = {}
        self.tree = VillageTree(self.look)
        self.tree.chosen.connect(self.show_place)
        self.households = Grid(
            TableModel(
                columns.households_table(ledger.dictionary, ledger.book, self._words_for),
                self,
                tone=self._tone,
            ),
            self.look,
            desk.preferences,
        )
        self.households.horizontalHeader().setSectionsClickable(False)
        self.households.looked_at.connect(self._show_family)
        day = checks.reference_day(desk.session)
        self.members = Grid(
            TableModel(
                columns.members_table(ledger.dictionary, ledger.book, day),
                self,
                tone=self._member_tone,
            ),
            self.look,
            desk.preferences,
        )
        self.members.opened.connect(self._open_member)
        self.households.opened.connect(lambda _family: self.members.setFocus())
        self.head = HouseholdHead(self.look)
        self.head.finding_chosen.connect(self._follow)
        self.body.addWidget(self._layout(), 1)

    def _layout(self) -> QWidget:
        below = column(self.head, self.members, gap=0)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(frame(column(self.households, margin=1)))
        self.right.addWidget(frame(column(below, margin=1)))
        self.right.setSizes([self.look.px(300), self.look.px(340)])
        self.right.setStretchFactor(0, 1)
        self.right.setStretchFactor(1, 0)
        self.right.setHandleWidth(self.look.px(10))
        self.right.setChildrenCollapsible(False)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(frame(column(self.tree, margin=6)))
        whole.addWidget(self.right)
        whole.setSizes([self.look.px(212), self.look.px(900)])
        whole.setStretchFactor(1, 1)
        whole.setHandleWidth(self.look.px(10))
        self.whole = whole
        self.empty = Empty(
            self.look,
            "households",
            "还没有一户人家",
            "先导入去年的表格，台账就有了底子；表格不用先整理。",
            "导入表格…",
            lambda: self.desk.page_wanted.emit("imports"),
        )
        self.empty.hide()
        self.body.addWidget(self.empty, 1)
        return whole

    def entry(self) -> QWidget:
        return self.households

    def reload(self) -> None:
        villages = people.villages(self.desk.session, empty=False)
        self.whole.setVisible(bool(villages))
        self.empty.setVisible(not villages)
        self._findings = {}
        chosen = self._chosen_household()
        self.tree.blockSignals(True)
        self.tree.show_villages(villages)
        self.tree.blockSignals(False)
        self.show_place(*self.tree.where())
        if chosen:
            self._go_to(chosen)

    def _read(self, ids: list[str]) -> list[Family]:
        for household in ids:
            self._findings[household] = []
        for finding in checks.listed(self.desk.session, households=ids):
            self._findings.setdefault(finding.household, []).append(finding)
        return list(people.in_order(self.desk.session, ids))

    def _words_for(self, household: str) -> str:
        counts = Counter(finding.severity for finding in self._findings.get(household, ()))
        return " ".join(f"{level.value} {counts[level]}" for level in _WORST if counts[level])

    def _tone(self, family: Family, shown: Column[Family]) -> str:
        if shown.label == "核查":
            words = self._words_for(family.household.id)[:2]
            return PILL + _TONES.get(words, "hint")
        return ""

    def _member_tone(self, member: Member, shown: Column[Member]) -> str:
        if shown.label not in {"姓名", "身份证号"}:
            return ""
        found = self._findings.get(member.membership.household or "", ())
        levels = {finding.severity for finding in found if finding.record == member.person.id}
        worst = next((level for level in _WORST if level in levels), None)
        return _TONES[worst.value] if worst and shown.label == "姓名" else ""

    def show_place(self, village: str | None, group: str | None) -> None:
        """List the households of a village and group; all, if neither is named."""
        ids = people.household_ids(self.desk.session, village, group)
        model = self.households.table
        model.set_rows(PagedRows(ids, self._read))
        hidden = self.desk.preferences.hidden_columns(model.table.title)
        at = [column.label for column in model.table.columns].index("村")
        self.households.setColumnHidden(at, village is not None or "村" in hidden)
        self.households.go_to(0)
        if not ids:
            self._show_family(None)

    def _show_family(self, family: object) -> None:
        found = family if isinstance(family, Family) else None
        self.members.table.set_rows(list(found.members) if found else [])
        book = self.desk.session.ledger.book
        household = found.household.id if found else ""
        self.head.show_family(found, book, self._findings.get(household, ()))

    def _chosen_household(self) -> str:
        family = self.households.current_row()
        return family.household.id if isinstance(family, Family) else ""

    def show_household(self, household: str) -> None:
        """Go to a household, wherever it is."""
        found = people.family(self.desk.session, household)
        if found is not None:
            if self.stale:
                self.refresh()
            self.tree.choose(found.household.village or "")
            self._go_to(household)

    def show_village(self, village: str) -> None:
        """Go to a village."""
        if self.stale:
            self.refresh()
        self.tree.choose(village)

    def _go_to(self, household: str) -> None:
        rows = self.households.table.rows
        if isinstance(rows, PagedRows) and household in rows.ids:
            self.households.go_to(list(rows.ids).index(household))

    def _open_member(self, member: object) -> None:
        if isinstance(member, Member):
            among = [other.person.id for other in self.members.table.rows]
            cards.open_card(self.desk, self, member.person.id, among)

    def _follow(self, finding: Finding) -> None:
        rows = self.members.table.rows
        at = next((n for n, one in enumerate(rows) if one.person.id == finding.record), None)
        if at is None:
            cards.ask_answer(self.desk, self, finding)
        else:
            self.members.go_to(at)
            self._open_member(rows[at])
