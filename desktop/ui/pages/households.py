"""入户调查: villages and their households on the left, the chosen household's sheet beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QWidget

from desktop.domain.entities import ReviewComment
from desktop.domain.errors import AppError
from desktop.domain.finding import Finding
from desktop.services import entry, people, surroundings
from desktop.ui import cards, doubts, messages, sheet_keys
from desktop.ui.desk import Desk
from desktop.ui.dialogs.keys_dialog import KeysDialog
from desktop.ui.dialogs.new_household_dialog import NewHouseholdDialog
from desktop.ui.dialogs.operations import operations_menu
from desktop.ui.pages import going_back, sheet_acts, sheet_review
from desktop.ui.pages.household_list import HouseholdList
from desktop.ui.pages.household_sheet import HouseholdSheet
from desktop.ui.pages.page import Page
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.layout import column, frame
from desktop.ui.widgets.village_tree import VillageTree


class HouseholdsPage(Page):
    """Keyed in by whoever may; the keys stand in ``sheet_keys``."""

    shows = frozenset({"household", "person", "membership", "tag", "finding", "waiver",
                       "employment_spell", "survey_answer", "household_visit", "survey_round",
                       "review_comment"})  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tree = VillageTree(self.look)
        self.tree.chosen.connect(self.show_place)
        self.list = HouseholdList(desk)
        self.households = self.list.grid
        self.list.looked_at.connect(lambda _family: self._show_chosen())
        self.sheet = HouseholdSheet(desk)
        self.members = self.sheet.grid
        self.sheet.keeper.stored.connect(self.renew)
        self.sheet.keeper.settled.connect(self._show_chosen)
        self.sheet.line_chosen.connect(self._follow)
        self.sheet.act_wanted.connect(self._act)
        self.members.opened.connect(lambda _member: self._act("card"))
        self.households.opened.connect(lambda _family: self.members.setFocus())
        self.body.addWidget(self._layout(), 1)
        self.since = surroundings.position(desk.session)
        self._last: tuple[str, str] = ("", "")
        self._set_keys()

    def _layout(self) -> QWidget:
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(frame(column(self.tree, margin=6)))
        left.addWidget(frame(column(self.list)))
        left.setSizes([self.look.px(190), self.look.px(470)])
        left.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Horizontal)
        whole.addWidget(left)
        whole.addWidget(frame(column(self.sheet, margin=1)))
        whole.setSizes([310 if self.look.big else 286, self.look.px(866)])
        whole.setStretchFactor(1, 1)
        for split in (left, whole):
            split.setChildrenCollapsible(False)
            split.setHandleWidth(self.look.px(10))
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

    def _set_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for key, act in sheet_keys.keys(can_key=self.sheet.can_key):
            QShortcut(QKeySequence(key), self, partial(self._act, act), context=within)

    def _act(self, act: str) -> None:
        sheet = self.sheet
        acts: dict[str, Callable[[], object]] = {
            "card": self._open_card,
            "saved": self._say_saved,
            "keys": lambda: KeysDialog(self.look, sheet_keys.GROUPS, self).open(),
            "household": self.ask_household,
            "operations": self.show_operations,
            "next": partial(self.step, 1),
            "previous": partial(self.step, -1),
            "turn": sheet.turn_focus,
            "more": sheet.details.show_more,
            "answer": partial(sheet_acts.answer_cell, sheet),
            "unchanged": partial(sheet_acts.mark_unchanged, sheet, whole=False),
            "all_unchanged": self._mark_household,
            "rest_unchanged": self._mark_rest,
            "copy": partial(sheet_acts.copy_above, sheet),
            "duplicate": partial(sheet_acts.duplicate_member, sheet),
            "member": partial(sheet_acts.add_member, sheet),
            "job": partial(sheet_acts.start_job, sheet),
            "accept": self._accept,
            "return": partial(sheet_review.ask_return, sheet),
            "remark": partial(sheet_review.ask_remark, sheet),
            "visits": partial(sheet_review.show_visits, sheet),
            "undo": partial(going_back.undo, self),
            "redo": partial(going_back.redo, self),
        }
        acts[act]()

    def entry(self) -> QWidget:
        return self.households

    def reload(self) -> None:
        villages = people.villages(self.desk.session, empty=False)
        self.whole.setVisible(bool(villages))
        self.empty.setVisible(not villages)
        chosen = self.list.current()
        self.tree.blockSignals(True)
        self.tree.show_villages(villages)
        self.tree.blockSignals(False)
        self.sheet.read_round()
        self.show_place(*self.tree.where())
        if chosen:
            self.list.go_to(chosen.household.id)

    def show_place(self, village: str | None, group: str | None) -> None:
        """List the households of a village and group; all, if neither is named."""
        if not self.list.show_place(village, group):
            self.sheet.show_family(None)

    def _show_chosen(self) -> None:
        # What could not be stored yet stays in sight: the household that it is about is kept.
        self.sheet.show_family(self.list.current())

    def renew(self) -> None:
        """Read the household again that was just keyed in."""
        family = self.list.renew(self.sheet.household)
        if family is None:
            self.refresh()
        else:
            self.sheet.show_family(family)

    def _hear(self, touched: frozenset[str]) -> None:
        if not self.sheet.is_storing:
            super()._hear(touched)

    def hideEvent(self, event: QHideEvent) -> None:
        self.sheet.settle()
        super().hideEvent(event)

    def is_settled(self) -> bool:
        return self.sheet.settle()

    def _say_saved(self) -> None:
        if self.sheet.settle():
            self.desk.told.emit("每填一格就已自动保存，不用再存")

    def step(self, by: int) -> None:
        """Go to the household after or before, and to its first cell."""
        if self.sheet.settle():
            if self.list.step(by):
                self.members.setFocus()
            else:
                self.sheet.say("已是最后一户" if by > 0 else "已是第一户", "hint")

    def _mark_household(self) -> None:
        if sheet_acts.mark_unchanged(self.sheet, whole=True):
            self.step(1)

    def _mark_rest(self) -> None:
        _, group = self.tree.where()
        if group is None:
            self.sheet.say("先在左边选一个组，再把本组其余的户标为无变化", "error")
        else:
            sheet_acts.mark_rest(self.sheet, self.list.ids())

    def _accept(self) -> None:
        if sheet_review.accept(self.sheet):
            self.step(1)

    def ask_household(self) -> None:
        """Ask where a new household lives, and add it."""
        if not self.sheet.settle():
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
        sheet_acts.add_member(self.sheet)

    def show_operations(self) -> None:
        """Open the menu of what can be done with the household in hand."""
        family = self.list.current()
        if family is not None and self.members.settle():
            menu = operations_menu(self.desk, family.household.id, self)
            menu.popup(self.sheet.mapToGlobal(self.sheet.rect().topLeft()))

    def show_household(self, household: str) -> None:
        """Go to a household, wherever it is."""
        found = people.family(self.desk.session, household)
        if found is not None:
            if self.stale:
                self.refresh()
            self.tree.choose(found.household.village or "")
            self.list.go_to(household)

    def show_finding(self, finding: Finding) -> None:
        """Go to the cell of a finding; to its household, if it is about no cell."""
        self.show_household(finding.household)
        self.sheet.go_to_cell(finding.record, finding.field)

    def show_village(self, village: str) -> None:
        """Go to a village."""
        if self.stale:
            self.refresh()
        self.tree.choose(village)

    def _open_card(self) -> None:
        member = self.sheet.current_member()
        if member is not None:
            among = [other.person.id for other in self.sheet.members]
            cards.open_card(self.desk, self, member.person.id, among)

    def _follow(self, about: object) -> None:
        """Go to what a line of the head is about; where there is no cell, ask for an answer."""
        if not isinstance(about, Finding | ReviewComment):
            return
        gone = self.sheet.go_to_cell(about.record or "", about.field or "")
        if not gone and isinstance(about, Finding):
            doubts.ask_answer(self.desk, self, about, self.renew)
