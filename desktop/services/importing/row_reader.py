"""Reads the rows of a sheet into drafts, each cell by the kind of its field."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from desktop.domain.codebook import CodeBook
from desktop.domain.deriving import from_id_number, from_work_place
from desktop.domain.dictionary import Dictionary
from desktop.domain.kinds import IdNumber, Kind
from desktop.domain.places import Places
from desktop.domain.reading import Unreadable
from desktop.intake import targets
from desktop.intake.rows import IncomingRow, Seen
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.drafts import Draft
from desktop.services.importing.former import FormerNames
from desktop.services.importing.tag_words import TagReader, says_yes
from desktop.services.importing.villages import VillageReader

_UNREADABLE = object()
_ORGANISED = "政府组织"
_WELFARE_POST = "公益岗"


class _Reads(dict[str, Any]):
    """What the different texts of one column mean, each read once."""

    def __init__(self, kind: Kind, book: CodeBook) -> None:
        super().__init__()
        self._kind = kind
        self._book = book

    def __missing__(self, text: str) -> Any:
        try:
            value = self._kind.read(text, self._book)
        except Unreadable:
            value = _UNREADABLE
        self[text] = None if value == "" else value
        return self[text]


class _Plan(NamedTuple):
    """Where the cells of a column go."""

    entity: str
    name: str
    reads: _Reads
    is_id_no: bool


class Reader:
    """Reads rows of one sheet for one ledger."""

    def __init__(
        self, dictionary: Dictionary, book: CodeBook, home: str, former: FormerNames
    ) -> None:
        self._dictionary = dictionary
        self._book = book
        self._places: Places = book.places
        self._home = home
        self._former = former
        self._plans: dict[str, _Plan | None] = {}
        self._regions: dict[tuple[str, str], dict[str, str]] = {}

    def drafts(self, sheet: IncomingSheet) -> Iterator[Draft]:
        """Every row of the sheet, refused ones among them."""
        villages = VillageReader(self._places, self._home, sheet, self._former)
        columns = [column.target for column in sheet.columns if column.target is not None]
        self._plans = {target: self._plan(target) for target in columns}
        tags = TagReader(self._book, columns)
        for row in sheet.rows:
            draft = self._draft(row, sheet, villages)
            tags.read(draft, row)
            yield draft

    def _draft(self, row: IncomingRow, sheet: IncomingSheet, villages: VillageReader) -> Draft:
        draft = Draft(row.line, row.household)
        self._cells(draft, row.cells)
        draft.head_name = row.text(targets.HEAD_NAME)
        self._numbers(draft, row, monitoring=sheet.from_monitoring)
        draft.village, draft.refused = villages.of(row, draft.household_no)
        if draft.village is not None:
            self._place(draft.of("household"), draft.village.id)
        self._derive(draft, row)
        # What follows from other cells does not stand in for a text that could not be read.
        for entity, texts in draft.unread.items():
            for name in texts:
                draft.values.get(entity, {}).pop(name, None)
        if not draft.name and not draft.refused:
            draft.refused = "这一行没有姓名，没有导入"
        return draft

    def _place(self, household: dict[str, Any], village: str) -> None:
        household["village"] = village
        group = household.get("group_name")
        if group:
            household["group_name"] = self._former.group(village, group)

    def _cells(self, draft: Draft, cells: Mapping[str, Seen]) -> None:
        values, plans = draft.values, self._plans
        for target, seen in cells.items():
            plan = plans[target]
            if plan is None or (seen.carried and target == targets.REMARK):
                continue
            value = _UNREADABLE if seen.damaged and plan.is_id_no else plan.reads[seen.text]
            if value is _UNREADABLE:
                draft.unread.setdefault(plan.entity, {})[plan.name] = seen.text
            elif value is not None:
                held = values.get(plan.entity)
                if held is None:
                    held = values[plan.entity] = {}
                held[plan.name] = value

    def _plan(self, target: str) -> "_Plan | None":
        entity, _, name = target.partition(".")
        known = entity in self._dictionary and name in self._dictionary[entity].by_name
        if not known or target == targets.VILLAGE:
            return None
        kind = self._dictionary.field(target).kind
        return _Plan(entity, name, _Reads(kind, self._book), isinstance(kind, IdNumber))

    # What follows from what stands there.

    @staticmethod
    def _numbers(draft: Draft, row: IncomingRow, *, monitoring: bool) -> None:
        if monitoring:
            draft.numbers["户编号"] = row.text(targets.HOUSEHOLD_NO)
            draft.numbers["人口编号"] = row.text(targets.PERSON_NO)
        if targets.INSURANCE_NO in row.cells:
            draft.numbers["个人编号"] = row.text(targets.INSURANCE_NO)

    def _derive(self, draft: Draft, row: IncomingRow) -> None:
        person = draft.of("person")
        unread = draft.unread.get("person", {})
        if draft.id_no:
            self._from_id_number(person, unread, draft.id_no, row.text(targets.ID_NO))
        self._said_of_work(draft, row)
        if draft.works:
            self._work(draft, person, row)
        working = row.text(targets.IS_WORKING)
        if "employment_status" not in person and says_yes(working):
            person["employment_status"] = "转移就业"

    @staticmethod
    def _said_of_work(draft: Draft, row: IncomingRow) -> None:
        """What columns beside those of the fields say of the work, and of the work wanted."""
        if not row.cells.keys().isdisjoint(targets.WORK_PATH):
            spell = draft.of("employment_spell")
            spell.setdefault("work_place", _work_path(row))
        if says_yes(row.text(targets.ORGANISED)) and draft.works:
            draft.of("employment_spell").setdefault("export_mode", _ORGANISED)
        if says_yes(row.text(targets.WANTS_WELFARE_POST)):
            answer = draft.of("survey_answer")
            wanted = (*(answer.get("will_kind") or ()), _WELFARE_POST)
            answer["will_kind"] = tuple(dict.fromkeys(wanted))

    @staticmethod
    def _from_id_number(
        person: dict[str, Any], unread: Mapping[str, str], id_no: str, seen: str
    ) -> None:
        for name, value in from_id_number(id_no, seen).items():
            if name not in unread:
                person.setdefault(name, value)

    def _work(self, draft: Draft, person: dict[str, Any], row: IncomingRow) -> None:
        spell = draft.of("employment_spell")
        if "business_name" in spell and "employer" not in spell:
            spell.setdefault("kind", "自主创业")
        spell.setdefault("kind", "务工")
        if "employer" in spell:
            person.setdefault("employment_status", "转移就业")
        place = spell.get("work_place")
        if place and "region_class" not in spell:
            path = _work_path(row)
            self._region(draft, spell, place if place.startswith(path) else path + place)

    def _region(self, draft: Draft, spell: dict[str, Any], place: str) -> None:
        key = (draft.village.id if draft.village else self._home, place)
        if key not in self._regions:
            self._regions[key] = from_work_place(self._places, *key)
        for name, value in self._regions[key].items():
            spell.setdefault(name, value)


def _work_path(row: IncomingRow) -> str:
    return "".join(row.text(target) for target in targets.WORK_PATH)
