"""首页: the counts that matter, what to do next, and the villages at a glance."""

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.tables import Align, Column, Table
from desktop.services.session import Session
from desktop.ui import messages
from desktop.ui.desk import Desk
from desktop.ui.jobs import in_thread
from desktop.ui.pages.page import Page
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import button, clear, column, frame, label, row, with_icon
from desktop.ui.widgets.table_model import TableModel
from desktop.ui.widgets.tile import Tile

if TYPE_CHECKING:
    from desktop.services.home import Glance, VillageLine

VILLAGES: "Table[VillageLine]" = Table(
    "各村情况",
    (
        Column("村", lambda line: line.name, 34.0),
        Column("户", lambda line: line.households or "", 18.0, Align.RIGHT),
        Column("人", lambda line: line.persons or "", 18.0, Align.RIGHT),
        Column("错误", lambda line: line.errors or "", 18.0, Align.RIGHT),
        Column("疑点", lambda line: line.doubts or "", 18.0, Align.RIGHT),
    ),
)
_STEPS = (
    ("import", "导入去年的表格", "各村自己的花名册就行，不用先整理", "imports"),
    ("findings", "核对查出的问题", "改好错误，答复疑点", "findings"),
    ("print", "打印花名册给各村核对", "A4 横排，可选 A3", "prints"),
    ("send", "生成上报包", "拷到 U 盘或发邮件给上级", "exchange"),
)


class HomePage(Page):
    """Each number leads to its page."""

    shows = frozenset({"household", "person", "membership", "finding", "waiver", "act", "package"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        go = desk.page_wanted.emit
        self.tiles = {
            "returned": Tile(self.look, "退回", self._open_returned),
            "households": Tile(self.look, "户", lambda: go("households")),
            "persons": Tile(self.look, "人员", lambda: go("people")),
            "labour": Tile(self.look, "劳动年龄人口", lambda: go("people")),
            "errors": Tile(self.look, "错误", lambda: go("findings:错误")),
            "doubts": Tile(self.look, "疑点", lambda: go("findings:疑点")),
        }
        numbers = QGridLayout()
        numbers.setSpacing(self.look.px(12))
        for place, tile in enumerate(self.tiles.values()):
            numbers.addWidget(tile, 0, place)
            # An empty column for what is seldom there would take room from the others.
            numbers.setColumnStretch(place, int(tile is not self.tiles["returned"]))
        self.tiles["returned"].hide()
        self.body.addLayout(numbers)
        self.villages = Grid(TableModel(VILLAGES, self, tone=_tone), self.look)
        self.villages.stretch(0)
        self.villages.opened.connect(self._open_village)
        self.steps = QVBoxLayout()
        self.recent = QVBoxLayout()
        self.body.addLayout(self._below(), 1)

    def _below(self) -> QHBoxLayout:
        head = row(label("各村情况", "heading"), None, label("双击进村", "small"))
        head.setContentsMargins(self.look.px(16), self.look.px(12), self.look.px(16), 0)
        left = column(head, self.villages, gap=self.look.px(6), margin=1)
        margin = self.look.px(16)
        self.steps.setSpacing(self.look.px(4))
        self.recent.setSpacing(self.look.px(6))
        steps = column(label("下一步", "heading"), self.steps, gap=self.look.px(8), margin=margin)
        recent = column(
            label("最近做过", "heading"), self.recent, None, gap=self.look.px(8), margin=margin
        )
        right = column(frame(steps), frame(recent), gap=self.look.px(12))
        right.setStretch(1, 1)
        below = row(frame(left), gap=self.look.px(12))
        below.addLayout(right)
        below.setStretch(0, 5)
        below.setStretch(1, 4)
        return below

    def entry(self) -> QWidget:
        return self.villages

    def reload(self) -> None:
        self.desk.quiet.start(
            self,
            "",
            in_thread(self.desk.session, _count),
            done=self.show_glance,
            failed=partial(messages.show_error, self),
        )

    def show_glance(self, glance: "Glance") -> None:
        """Show what was counted."""
        self._show_counts(glance)
        self.villages.table.set_rows(list(glance.villages))
        self._show_steps(glance)
        self._show_recent(glance)

    def _show_counts(self, glance: "Glance") -> None:
        tiles = self.tiles
        villages = sum(1 for line in glance.villages if line.households)
        back = glance.to_mend or glance.waiting
        words = "先改好这些" if glance.to_mend else "等下级改好"
        tiles["returned"].show_number(back, words, "error" if glance.to_mend else "doubt")
        tiles["returned"].setVisible(bool(back))
        tiles["households"].show_number(glance.households, f"{villages} 个村")
        per_home = glance.persons / glance.households if glance.households else 0
        tiles["persons"].show_number(glance.persons, f"户均 {per_home:.1f} 人")
        tiles["labour"].show_number(
            glance.labour, glance.policy.partition("：")[2] or glance.policy
        )
        errors, doubts = glance.numbers.errors, glance.numbers.doubts
        tiles["errors"].show_number(errors, "须改正" if errors else "没有", _red(errors))
        words = "核实后改正或答复" if doubts else "没有"
        tiles["doubts"].show_number(doubts, words, "doubt" if doubts else "good")

    def _show_steps(self, glance: "Glance") -> None:
        clear(self.steps)
        steps = _STEPS[:1] if not glance.persons else _STEPS
        for icon, words, why, page in steps:
            go = with_icon(button(words, None, "link"), icon, self.look)
            go.clicked.connect(lambda _=False, page=page: self.desk.page_wanted.emit(page))
            line = row(go, label(why, "small"), None, gap=4)
            self.steps.addWidget(_boxed(line))

    def _show_recent(self, glance: "Glance") -> None:
        clear(self.recent)
        for moment, words in glance.recent:
            when = label(_when(moment), "small")
            when.setFixedWidth(self.look.px(92))
            what = label(words)
            what.setToolTip(words)
            line = row(when, what, gap=self.look.px(8))
            line.setStretch(1, 1)
            self.recent.addWidget(_boxed(line))

    def _open_returned(self) -> None:
        # It brings the rules along, which the first page does not need.
        from desktop.services import returning

        household = returning.first(self.desk.session)
        if household:
            self.desk.household_wanted.emit(household)

    def _open_village(self, line: "VillageLine") -> None:
        self.desk.village_wanted.emit(line.village)


def _count(session: Session) -> "Glance":
    # Loaded by the thread that counts, so that the window is painted meanwhile.
    from desktop.services import home

    return home.glance(session)


def _boxed(layout: QHBoxLayout) -> QWidget:
    made = QWidget()
    made.setLayout(layout)
    return made


def _red(errors: int) -> str:
    return "error" if errors else "good"


def _tone(line: "VillageLine", shown: "Column[VillageLine]") -> str:
    return {"错误": "error", "疑点": "doubt"}.get(shown.label, "" if line.households else "faint")


def _when(moment: datetime) -> str:
    today = datetime.now().date()
    return f"今天 {moment:%H:%M}" if moment.date() == today else f"{moment:%m-%d %H:%M}"
