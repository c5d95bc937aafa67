"""A person's card: everything known, what is doubtful, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop.domain.ages import age_on
from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import EmploymentSpell
from desktop.domain.facts import Family, Member
from desktop.domain.finding import Finding, Severity
from desktop.domain.record import Record
from desktop.domain.tables import Column, Table
from desktop.services.people import Event
from desktop.services.timelines import Moment
from desktop.ui.theme import Look
from desktop.ui.widgets.facts_grid import FactsGrid, facts
from desktop.ui.widgets.grid import Grid
from desktop.ui.widgets.layout import box, button, column, fill, frame, label, row
from desktop.ui.widgets.table_model import TableModel
from desktop.ui.widgets.timeline import Timeline

TONES = {Severity.ERROR: "error", Severity.DOUBT: "doubt", Severity.HINT: "hint"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CardContent:
    """What a card shows, already looked up."""

    family: Family | None
    member: Member
    findings: Sequence[Finding]
    events: Sequence[Event]
    dictionary: Dictionary
    book: CodeBook
    day: date
    moments: Sequence[Moment] = ()


class PersonCard(QWidget):
    """The card of one person; a click on a doubt asks for it to be answered."""

    household_wanted = Signal(str)
    answer_wanted = Signal(object)

    def __init__(self, look: Look, content: CardContent) -> None:
        super().__init__()
        self._look = look
        self._content = content
        tabs = QTabWidget()
        tabs.setDocumentMode(True)
        tabs.tabBar().setDrawBase(False)
        tabs.addTab(self._scrolled(self._sheet()), "基本情况")
        tabs.addTab(self._timeline(), f"经历 {len(content.moments) or ''}".strip())
        tabs.addTab(self._history(), f"变更记录 {len(content.events) or ''}".strip())
        layout = column(self._head(), tabs, gap=look.px(8))
        layout.setContentsMargins(0, 0, 0, 0)
        self.setLayout(layout)

    def _head(self) -> QWidget:
        person, membership = self._content.member.person, self._content.member.membership
        words = [
            self._show("person", "sex", person),
            self._age(),
            self._show("membership", "relation", membership),
            self._show("person", "employment_status", person),
            self._place(),
        ]
        name = label(person.name or "没有姓名", "title")
        below = label("　·　".join(word for word in words if word), "quiet")
        household = self._content.family.household.id if self._content.family else ""
        go = button("看全户", lambda: self.household_wanted.emit(household), name="household")
        go.setEnabled(bool(household))
        return box(row(column(name, below, gap=2), None, go))

    def _show(self, entity: str, field: str, record: Record) -> str:
        kind = self._content.dictionary[entity].field(field).kind
        return kind.show(getattr(record, field), self._content.book)

    def _age(self) -> str:
        birth = self._content.member.person.birth
        return f"{age_on(birth, self._content.day)}岁" if birth else ""

    def _place(self) -> str:
        family = self._content.family
        if family is None:
            return "不在任何一户"
        village = family.household.village
        name = self._content.book.area_label(village) if village else ""
        return f"{name}{family.household.group_name or ''}"

    def _scrolled(self, sheet: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(sheet)
        return area

    def _sheet(self) -> QWidget:
        content, member = self._content, self._content.member
        layout = QVBoxLayout()
        layout.setContentsMargins(0, self._look.px(10), self._look.px(8), self._look.px(8))
        layout.setSpacing(self._look.px(10))
        for finding in content.findings:
            layout.addWidget(self._finding(finding))
        self._add(layout, "人员", "person", [member.person])
        self._add(layout, "特殊标识", "tag", member.tags)
        self._add(layout, "就业经历", "employment_spell", _newest_first(member))
        self._add(layout, "本轮调查", "survey_answer", [member.answer] if member.answer else [])
        self._add(layout, "返乡返岗", "presence", [member.presence] if member.presence else [])
        household = [content.family.household] if content.family else []
        self._add(layout, "户", "household", household)
        layout.addStretch(1)
        return box(layout)

    def _finding(self, finding: Finding) -> QWidget:
        tone = TONES[finding.severity]
        head = label(finding.severity.value, "heading", tone=tone)
        words = label(finding.message, wrap=True)
        advice = label(finding.advice, "small", wrap=True)
        text = column(words, advice, gap=2)
        line = row(head, 4, text, gap=self._look.px(8))
        line.setStretch(2, 1)
        if finding.severity is not Severity.ERROR:
            fill(line, button("答复…", lambda: self.answer_wanted.emit(finding)))
        line.setContentsMargins(self._look.px(14), self._look.px(8), self._look.px(10),
                                self._look.px(8))  # fmt: skip
        return frame(line, "card", tone)

    def _add(self, layout: QVBoxLayout, title: str, entity: str, records: Sequence[Record]) -> None:
        declared, book = self._content.dictionary[entity], self._content.book
        grids = [facts(declared, record, book) for record in records]
        shown = [FactsGrid(self._look, pairs) for pairs in grids if pairs]
        if not shown:
            return
        parts: list[QWidget] = [label(title, "heading")]
        for number, grid in enumerate(shown):
            parts += [grid] if number == 0 else [_thin(), grid]
        layout.addWidget(frame(column(*parts, gap=self._look.px(10), margin=self._look.px(16))))

    def _timeline(self) -> QWidget:
        if not self._content.moments:
            return _nothing("还没有调查、就业、标识的记录")
        return Timeline(self._look, self._content.moments)

    def _history(self) -> QWidget:
        if not self._content.events:
            return _nothing("入账以来没有改动过")
        model = TableModel(_EVENTS, self)
        model.set_rows(list(self._content.events))
        return Grid(model, self._look)


def _newest_first(member: Member) -> list[EmploymentSpell]:
    return sorted(member.spells, key=lambda spell: str(spell.start or ""), reverse=True)


def _thin() -> QWidget:
    return frame(None, "rule")


def _nothing(words: str) -> QLabel:
    made = label(words, "quiet")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def moment(at_ms: int) -> str:
    """A time as clerks read it."""
    return f"{datetime.fromtimestamp(at_ms / 1000):%Y-%m-%d %H:%M}"  # noqa: DTZ006


_EVENTS: Table[Event] = Table(
    "变更记录",
    (
        Column("时间", lambda event: moment(event.at_ms), 34.0),
        Column("项目", lambda event: event.field, 26.0),
        Column("原来", lambda event: event.old, 40.0),
        Column("改为", lambda event: event.new, 40.0),
        Column("谁", lambda event: event.who, 20.0),
        Column("因为", lambda event: event.label, 50.0),
    ),
)
