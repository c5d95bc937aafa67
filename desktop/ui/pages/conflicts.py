"""冲突待办: what two places keyed in differently, decided one by one or all alike."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.tables import Column, Table
from desktop.services import conflicts, people, person_duplicates
from desktop.services.conflicts import Conflict
from desktop.services.person_duplicates import Duplicate
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.cells import PILL
from desktop.ui.widgets.conflict_panel import ConflictPanel
from desktop.ui.widgets.empty import Empty
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, button, column, frame, label, row
from desktop.ui.widgets.table_model import TableModel

_ASKED, _TAKEN, _TWICE = range(3)
_KEYS = 4
_MOST_SHOWN = 8

CONFLICTS: Table[Conflict] = Table(
    "冲突待办",
    (
        Column("村", lambda one: one.village, 26.0),
        Column("姓名", lambda one: one.name, 20.0),
        Column("项目", lambda one: one.label, 22.0),
        Column("现在显示", lambda one: one.sides[0].value or "（空）", 36.0),
        Column("另一方", lambda one: "、".join(s.value or "（空）" for s in one.sides[1:]), 36.0),
    ),
)
TWICE: Table[Duplicate] = Table(
    "重复人员",
    (
        Column("姓名", lambda one: "、".join(dict.fromkeys(one.names)), 30.0),
        Column("身份证号", lambda one: one.id_no, 40.0),
        Column("所在村", lambda one: "、".join(dict.fromkeys(one.villages)), 40.0),
        Column("几条", lambda one: len(one.persons), 12.0),
        Column("说明", lambda one: "可直接合并" if one.plain else "姓名或村不同，请逐个核对", 44.0),
    ),
)


class ConflictsPage(Page):
    """1, 2 … keeps a value; the list goes on to the next by itself."""

    shows = frozenset({"act", "person", "membership", "household"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: list[Conflict] = []
        self.kinds = QButtonGroup(self)
        self.merge_all = button("合并可直接合并的…", self.ask_merge, "main", "merge-all")
        self.body.addLayout(self._filter_row())
        self.grid = Grid(TableModel(CONFLICTS, self), self.look)
        self.grid.looked_at.connect(self._look_at)
        self.grid.opened.connect(lambda _row: self._go())
        self.twice = Grid(TableModel(TWICE, self, tone=_tone), self.look)
        self.twice.opened.connect(self._open_twice)
        self.panel = ConflictPanel(self.look)
        self.panel.kept.connect(self.keep)
        self.panel.typed.connect(self.retype)
        self.panel.alike.connect(self.ask_alike)
        self.panel.household_wanted.connect(self._go)
        halves = row(frame(column(self.grid, margin=1)), self.panel, gap=self.look.px(12))
        halves.setStretch(0, 3)
        halves.setStretch(1, 2)
        self.halves = box(halves)
        self.people = frame(column(self.twice, margin=1))
        self.empty = Empty(self.look, "shield", "没有要处理的", "收到别处的上报包后会自动比对。")
        for part in (self.halves, self.people, self.empty):
            self.body.addWidget(part, 1)
        self.body.addWidget(label("1、2 选用　回车 看这一户　Ctrl+C 复制", "small"))
        for number in range(_KEYS):
            QShortcut(QKeySequence(str(number + 1)), self.grid, partial(self.keep, number))

    def _filter_row(self) -> QHBoxLayout:
        line = row()
        for number in (_ASKED, _TAKEN, _TWICE):
            chip = button("", role="chip")
            chip.setCheckable(True)
            chip.setChecked(number == _ASKED)
            self.kinds.addButton(chip, number)
            line.addWidget(chip)
        self.kinds.idClicked.connect(lambda _id: self.refresh())
        line.addStretch(1)
        line.addWidget(self.merge_all)
        return line

    def entry(self) -> QWidget:
        return self.twice if self.kinds.checkedId() == _TWICE else self.grid

    def reload(self) -> None:
        session, kind = self.desk.session, self.kinds.checkedId()
        asked, taken = conflicts.tally(session)
        twice = person_duplicates.listed(session)
        for number, words in (
            (_ASKED, f"待办 {asked}"),
            (_TAKEN, f"已自动采用 {taken}"),
            (_TWICE, f"重复人员 {len(twice)}"),
        ):
            self.kinds.button(number).setText(words)
        self._found = conflicts.listed(session, asked=kind == _ASKED) if kind != _TWICE else []
        at = max(self.grid.currentIndex().row(), 0)
        self.grid.table.set_rows(self._found)
        self.twice.table.set_rows(twice)
        self.merge_all.setVisible(kind == _TWICE and any(one.plain for one in twice))
        self.halves.setVisible(bool(self._found))
        self.people.setVisible(kind == _TWICE and bool(twice))
        self.empty.setHidden(bool(self._found) or (kind == _TWICE and bool(twice)))
        self.grid.go_to(min(at, len(self._found) - 1))
        self.twice.go_to(0)

    def _look_at(self, one: object) -> None:
        if isinstance(one, Conflict):
            same = [o for o in self._found if (o.entity, o.field) == (one.entity, one.field)]
            self.panel.show_conflict(one, len(same), self._household(one))

    def _household(self, one: Conflict) -> list[str]:
        family = people.family(self.desk.session, one.household) if one.household else None
        members = family.members[:_MOST_SHOWN] if family else ()
        return [
            "　".join(filter(None, (m.membership.relation, m.person.name, m.person.id_no,
                                   m.person.phone)))
            for m in members
        ]  # fmt: skip

    def keep(self, side: int) -> None:
        """Let one of the values stand for good."""
        one = self.grid.current_row()
        if isinstance(one, Conflict) and side < len(one.sides):
            self._do(partial(conflicts.decide, self.desk.session, entity=one.entity,
                             record=one.record, field=one.field, side=side))  # fmt: skip

    def retype(self, text: str) -> None:
        """Let another value stand than those in dispute."""
        one = self.grid.current_row()
        if isinstance(one, Conflict):
            self._do(partial(conflicts.decide, self.desk.session, entity=one.entity,
                             record=one.record, field=one.field, text=text))  # fmt: skip

    def ask_alike(self, take: str) -> None:
        """Say what settling all of a field alike would do, and do it if the clerk agrees."""
        one = self.grid.current_row()
        if not isinstance(one, Conflict):
            return
        session = self.desk.session
        shown = conflicts.preview(session, entity=one.entity, field=one.field, take=take)
        changed = [c for c in shown if c.side]
        lines = [
            f"{c.conflict.name}：{c.conflict.sides[0].value or '（空）'} → "
            f"{c.conflict.sides[c.side].value or '（空）'}"
            for c in changed[:8]
        ]
        more = f"\n……等 {len(changed)} 处" if len(changed) > len(lines) else ""
        words = f"“{one.label}”共 {len(shown)} 处，其中 {len(changed)} 处会改：\n"
        then = partial(conflicts.decide_alike, session, entity=one.entity, field=one.field,
                       take=take)  # fmt: skip
        messages.ask(self, "成批处理", words + "\n".join(lines) + more, "照此处理",
                     partial(self._do, then))  # fmt: skip

    def ask_merge(self) -> None:
        """Ask once before all plain duplicates are made one."""
        session = self.desk.session
        many = sum(1 for one in person_duplicates.listed(session) if one.plain)
        words = f"有 {many} 人的身份证号、姓名和村都相同，是重复录入。合并后各留一条，可以撤销。"
        then = partial(person_duplicates.merge_all, session, confirmed=many)
        messages.ask(self, "合并重复人员", words, f"合并 {many} 人", partial(self._do, then))

    def _do(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except AppError as error:
            messages.show_error(self, error)
        self.refresh()

    def _go(self) -> None:
        one = self.grid.current_row()
        if isinstance(one, Conflict) and one.household:
            self.desk.household_wanted.emit(one.household)

    def _open_twice(self, one: object) -> None:
        if isinstance(one, Duplicate):
            self.desk.person_wanted.emit(one.persons[0])


def _tone(one: Duplicate, shown: Column[Duplicate]) -> str:
    return PILL + ("good" if one.plain else "doubt") if shown.label == "说明" else ""
