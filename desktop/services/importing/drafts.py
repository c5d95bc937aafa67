"""What one row of a spreadsheet says, read field by field; nothing seen is lost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.domain.codebook import CodeBook
from desktop.domain.deriving import from_id_number, from_work_place
from desktop.domain.dictionary import Dictionary, Field
from desktop.domain.kinds import IdNumber
from desktop.domain.places import Place, Places
from desktop.domain.reading import Unreadable, read_flag, read_list
from desktop.domain.text import compact
from desktop.intake import targets
from desktop.intake.rows import IncomingRow, Seen
from desktop.intake.sheet import IncomingSheet
from desktop.services.importing.former import FormerNames
from desktop.services.importing.villages import VillageReader

HOUSEHOLD_TAGS = {"脱贫户", "监测对象", "易地搬迁"}
_WORK = ("employer", "work_place", "trade", "wage", "start", "months_in_year", "business_name")
_UNREADABLE = object()
_ORDINARY = {"普通农户", "一般户", "普通户", "一般农户"}


@dataclass(slots=True)
class Draft:
    """One row, read: typed values and unread texts by entity and field.

    Attributes:
        line: the row's line in the file, counted from 1.
        standing: which rows of the sheet stood together as a household.
        village: the village it belongs to; None if it could not be told.
        refused: why the row cannot be taken in; empty if it can.
    """

    line: int
    standing: int
    village: Place | None = None
    refused: str = ""
    head_name: str = ""
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    unread: dict[str, dict[str, str]] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    odd_tags: list[str] = field(default_factory=list)
    numbers: dict[str, str] = field(default_factory=dict)

    def of(self, entity: str) -> dict[str, Any]:
        """The values of an entity, to read or to add to."""
        return self.values.setdefault(entity, {})

    def get(self, entity: str, name: str) -> Any:
        """One value; None if the row does not say."""
        return self.values.get(entity, {}).get(name)

    @property
    def name(self) -> str:
        return self.get("person", "name") or ""

    @property
    def id_no(self) -> str | None:
        value: str | None = self.get("person", "id_no")
        return value

    @property
    def household_no(self) -> str:
        return self.get("household", "household_no") or ""

    @property
    def works(self) -> bool:
        """Whether the row tells of a job."""
        spell = self.values.get("employment_spell", {}) | self.unread.get("employment_spell", {})
        return any(name in spell for name in _WORK)

    @property
    def job(self) -> tuple[str, Any]:
        """The field that tells of the job first, and what it says."""
        spell = self.values.get("employment_spell", {}) | self.unread.get("employment_spell", {})
        name = next(name for name in _WORK if name in spell)
        return f"employment_spell.{name}", spell[name]


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
        self._fields: dict[str, Field | None] = {}
        self._read: dict[str, dict[str, Any]] = {}
        self._regions: dict[tuple[str, str], dict[str, str]] = {}

    def drafts(self, sheet: IncomingSheet) -> Iterator[Draft]:
        """Every row of the sheet, refused ones among them."""
        villages = VillageReader(self._places, self._home, sheet, self._former)
        for row in sheet.rows:
            yield self._draft(row, sheet, villages)

    def _draft(self, row: IncomingRow, sheet: IncomingSheet, villages: VillageReader) -> Draft:
        draft = Draft(row.line, row.household)
        for target, seen in row.cells.items():
            self._cell(draft, target, seen)
        draft.head_name = row.text(targets.HEAD_NAME)
        if sheet.from_monitoring:
            draft.numbers["户编号"] = row.text(targets.HOUSEHOLD_NO)
            draft.numbers["人口编号"] = row.text(targets.PERSON_NO)
        draft.village, draft.refused = villages.of(row, draft.household_no)
        if draft.village is not None:
            self._place(draft.of("household"), draft.village.id)
        self._tags(draft, row)
        self._derive(draft, row)
        # What follows from other cells does not stand in for a text that could not be read.
        for entity, texts in draft.unread.items():
            for name in texts:
                draft.of(entity).pop(name, None)
        if not draft.name and not draft.refused:
            draft.refused = "这一行没有姓名，没有导入"
        return draft

    def _place(self, household: dict[str, Any], village: str) -> None:
        household["village"] = village
        group = household.get("group_name")
        if group:
            household["group_name"] = self._former.group(village, group)

    def _cell(self, draft: Draft, target: str, seen: Seen) -> None:
        declared = self._declared(target)
        if declared is None or (target == targets.REMARK and seen.carried):
            return
        damaged = seen.damaged and isinstance(declared.kind, IdNumber)
        value = _UNREADABLE if damaged else self._value(declared, target, seen.text)
        if value is _UNREADABLE:
            draft.unread.setdefault(declared.entity, {})[declared.name] = seen.text
        elif value is not None and value != "":
            draft.of(declared.entity)[declared.name] = value

    def _declared(self, target: str) -> Field | None:
        if target not in self._fields:
            entity, _, name = target.partition(".")
            known = entity in self._dictionary and name in self._dictionary[entity].by_name
            skip = not known or target == targets.VILLAGE
            self._fields[target] = None if skip else self._dictionary.field(target)
        return self._fields[target]

    def _value(self, declared: Field, target: str, text: str) -> Any:
        known = self._read.setdefault(target, {})
        if text not in known:
            try:
                known[text] = declared.kind.read(text, self._book)
            except Unreadable:
                known[text] = _UNREADABLE
        return known[text]

    # What follows from what stands there.

    def _tags(self, draft: Draft, row: IncomingRow) -> None:
        kind = row.text(targets.HOUSEHOLD_TYPE)
        words = [kind] if kind and compact(kind) not in _ORDINARY else []
        for word in [*words, *read_list(row.text(targets.REMARK))]:
            try:
                draft.tags.append(self._book.read_code("tag", word))
            except Unreadable:
                if word == kind:
                    draft.odd_tags.append(word)
        stated = draft.values.pop("tag", {})
        if stated.get("tag"):
            draft.tags.append(stated["tag"])
        if stated.get("kind"):
            draft.tags.append("监测对象")
            draft.of("tag")["kind"] = stated["kind"]
        draft.tags = list(dict.fromkeys(draft.tags))

    def _derive(self, draft: Draft, row: IncomingRow) -> None:
        person = draft.of("person")
        unread = draft.unread.get("person", {})
        if draft.id_no:
            self._from_id_number(person, unread, draft.id_no, row.text(targets.ID_NO))
        if draft.works:
            self._work(draft, person)
        working = row.text(targets.IS_WORKING)
        if working and "employment_status" not in person and _says_yes(working):
            person["employment_status"] = "转移就业"

    @staticmethod
    def _from_id_number(
        person: dict[str, Any], unread: Mapping[str, str], id_no: str, seen: str
    ) -> None:
        for name, value in from_id_number(id_no, seen).items():
            if name not in unread:
                person.setdefault(name, value)

    def _work(self, draft: Draft, person: dict[str, Any]) -> None:
        spell = draft.of("employment_spell")
        if "business_name" in spell and "employer" not in spell:
            spell.setdefault("kind", "自主创业")
        spell.setdefault("kind", "务工")
        if "employer" in spell:
            person.setdefault("employment_status", "转移就业")
        place = spell.get("work_place")
        if place and "region_class" not in spell:
            self._region(draft, spell, place)

    def _region(self, draft: Draft, spell: dict[str, Any], place: str) -> None:
        key = (draft.village.id if draft.village else self._home, place)
        if key not in self._regions:
            self._regions[key] = from_work_place(self._places, *key)
        for name, value in self._regions[key].items():
            spell.setdefault(name, value)


def _says_yes(text: str) -> bool:
    try:
        return read_flag(text)
    except Unreadable:
        return False
