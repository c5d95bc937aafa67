"""入户调查: villages and groups, their households, and the members of the chosen one."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.errors import AppError
from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.domain.tables import Column
from desktop.services import checks, entry, people, surroundings, undo
from desktop.ui import cards, columns, member_cells, messages
from desktop.ui.desk import Desk
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.pages.member_sheet import MemberSheet
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
    """Keyed in by whoever may; F3 opens a member's card."""

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
        self.sheet = MemberSheet(desk)
        self.members = self.sheet.grid
        self.members.opened.connect(self._open_member)
        self.sheet.stored.connect(self._renew)
        self.sheet.settled.connect(self._catch_up)
        self.households.opened.connect(lambda _family: self.members.setFocus())
        self.head = HouseholdHead(self.look)
        self.head.finding_chosen.connect(self._follow)
        self.body.addWidget(self._layout(), 1)
        self._since = surroundings.position(desk.session)
        self._last: tuple[str, str] = ("", "")
        self._set_keys()

    def _set_keys(self) -> None:
        keys: list[tuple[str, Callable[[], object]]] = [
            ("F3", lambda: self._open_member(self.sheet.current_member())),
            ("Ctrl+S", self._say_saved),
        ]
        if self.sheet.can_key:
            keys += [
                ("Ctrl+N", self.ask_household),
                ("Ins", self.sheet.add_member),
                ("Ctrl+Return", self.sheet.add_member),
                ("Ctrl+Enter", self.sheet.add_member),
                ("Ctrl+D", self.sheet.copy_above),
                ("F8", lambda: self.sheet.mark_unchanged(whole=False)),
                ("Shift+F8", lambda: self.sheet.mark_unchanged(whole=True)),
                ("Ctrl+Z", lambda: self._back(undo.undo, "已撤销")),
                ("Ctrl+Y", lambda: self._back(undo.redo, "已重做")),
            ]
        for words, do in keys:
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(words), self, do, context=within)

    def _layout(self) -> QWidget:
        below = column(self.head, self.sheet, gap=0)
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(frame(column(self.households, margin=1)))
        self.right.addWidget(frame(column(below, margin=1)))
        self.right.setSizes([self.look.px(220), self.look.px(420)])
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
        household = found.household.id if found else ""
        findings = self._findings.get(household, ())
        # What could not be stored yet stays in sight: the household that it is about is kept.
        if self.sheet.show_family(found, findings):
            self.head.show_family(found, self.desk.session.ledger.book, findings)

    def _renew(self) -> None:
        """Read the household again that was just keyed in."""
        rows, household = self.households.table.rows, self.sheet.household
        if not isinstance(rows, PagedRows) or household not in rows.ids:
            self.refresh()
            return
        at = list(rows.ids).index(household)
        family = rows.renew(at)
        model = self.households.table
        model.dataChanged.emit(model.index(at, 0), model.index(at, model.columnCount() - 1))
        findings = self._findings.get(household, ())
        self.sheet.show_family(family, findings)
        self.head.show_family(family, self.desk.session.ledger.book, findings)

    def _catch_up(self) -> None:
        """Show the household that was chosen while a cell was waiting to be stored."""
        self._show_family(self.households.current_row())

    def _hear(self, touched: frozenset[str]) -> None:
        if not self.sheet.is_storing:
            super()._hear(touched)

    def hideEvent(self, event: QHideEvent) -> None:
        self.members.settle()
        super().hideEvent(event)

    def is_settled(self) -> bool:
        return self.members.settle()

    def _say_saved(self) -> None:
        if self.members.settle():
            self.desk.told.emit("每填一格就已自动保存，不用再存")

    def _back(self, step: Callable[..., undo.Back], word: str) -> None:
        """Undo or redo, and go to where it was."""
        session = self.desk.session
        if not self.members.settle():
            return
        try:
            with session.at_once():
                done = self.sheet.quietly(lambda: step(session, since=self._since))
        except AppError as error:
            self.desk.told.emit(str(error))
            return
        self._after(done)
        who = self.sheet.current_member() if done.cells else None
        name = f"（{who.person.name}）" if who and who.person.name else ""
        left = f"，{len(done.left)} 处之后又改过，没有动" if done.left else ""
        self.desk.told.emit(f"{word}：{done.label}{name}{left}")

    def _after(self, done: undo.Back) -> None:
        session = self.desk.session
        homes = [member_cells.home_of(session, entity, record) for entity, record, _ in done.cells]
        household = next(filter(None, homes), "")
        if done.deleted or (household and household != self.sheet.household):
            self.refresh()
            self.show_household(household or self.sheet.household)
        else:
            self._renew()
        for _, record, field in done.cells:
            if self.sheet.go_to_cell(record, field):
                self.members.setFocus()
                return

    def ask_household(self) -> None:
        """Ask where a new household lives, and add it."""
        if not self.members.settle():
            return
        village, group = self.tree.where()
        last = (village or self._last[0], group or self._last[1])
        villages = people.villages(self.desk.session)
        dialog = NewHouseholdDialog(self.look, villages, last, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.submitted.connect(self._add_household)
        dialog.open()

    def _add_household(self, village: str, group: str) -> None:
        self._last = (village, group)
        session = self.desk.session
        try:
            with session.at_once():
                made = entry.add_household(session, village=village, group=group)
        except AppError as error:
            messages.show_error(self, error)
            return
        self.show_household(made.id)
        self.activateWindow()
        self.sheet.add_member()

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
        if self.sheet.go_to_cell(finding.record, finding.field):
            self.members.setFocus()
            return
        members = self.sheet.members
        at = next((n for n, one in enumerate(members) if one.person.id == finding.record), None)
        if at is None:
            cards.ask_answer(self.desk, self, finding)
        else:
            self.sheet.go_to(at)
            self._open_member(members[at])
