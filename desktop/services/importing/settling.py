"""Makes one record as a draft says, or sets what the draft says differently."""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import ExternalId
from desktop.domain.id_number import looks_truncated
from desktop.domain.record import NOTHING, Record
from desktop.services.importing.drafts import Draft
from desktop.services.importing.newer import Kept, Newer
from desktop.storage.bulk import Bulk
from desktop.storage.writing import Writer

R = TypeVar("R", bound=Record)
_EXPONENT = re.compile(r"([0-9])(?:\.([0-9]+))?[Ee]\+?[0-9]{2,3}")
_BIRTHDAY = 14
"""So many digits of an ID number say where it was given and when its owner was born."""


class Note(NamedTuple):
    """What a sheet says and nothing was done with, and why."""

    about: Kept
    message: str
    advice: str


@dataclass
class Written:
    """What became of the rows, and on which line each record stands.

    ``changed`` holds the lines and fields that were set anew, each with what stood there.
    """

    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, int] = field(default_factory=dict)
    households: dict[str, None] = field(default_factory=dict)
    fates: dict[int, str] = field(default_factory=dict)
    elsewhere: dict[int, str] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    changed: list[tuple[int, str, Any]] = field(default_factory=list)


class Setter:
    """Writes single records within one act."""

    def __init__(
        self, writer: Writer, dictionary: Dictionary, newer: Newer, written: Written
    ) -> None:
        self._writer = writer
        self._bulk = Bulk(writer)
        self._dictionary = dictionary
        self._newer = newer
        self._written = written
        self._born: list[Record] = []

    def start(self) -> list[Record]:
        """Begin a row; the list fills with the records that are born of it."""
        self._born = []
        return self._born

    def at(self, record: str, draft: Draft) -> None:
        """Note on which line a record stands."""
        self._written.lines.setdefault(record, draft.line)

    def remark(self, draft: Draft, path: str, said: object, message: str, advice: str) -> None:
        """Note what a draft says and nothing was done with."""
        self._written.notes.append(Note(Kept(draft.line, path, said), message, advice))

    def keep(self, draft: Draft, path: str, said: object) -> None:
        """Note that the ledger's own knowledge stands against a draft."""
        self._written.kept.append(Kept(draft.line, path, said))

    def new(self, cls: type[R], draft: Draft, entity: str, **more: Any) -> R:
        """A new record of what a draft says of an entity."""
        values = draft.values.get(entity, NOTHING)
        unread = draft.unread.get(entity, NOTHING)
        return self._note(self._bulk.bear(cls, {**values, **more}, unread), draft)

    def finish(self, checked: Collection[str]) -> None:
        """Store everything; the rules need not look again at the records named."""
        self._bulk.finish(checked)

    def add(self, record: R, draft: Draft) -> R:
        """Add a record that was made of a draft."""
        return self._note(self._bulk.adopt(record), draft)

    def has_number(self, subject: str, value: str) -> bool:
        """Whether the ledger notes this number of a person or household."""
        condition = "t.subject = ? AND t.value = ?"
        return any(self._writer.reader.where(ExternalId, condition, [subject, value]))

    def _note(self, record: R, draft: Draft) -> R:
        self._born.append(record)
        # Nobody can have noted it before.
        self._written.lines[record.id] = draft.line
        return record

    def same(self, record: R, draft: Draft, entity: str, **more: Any) -> tuple[R, bool]:
        """Set what the draft says differently; a blank cell says nothing.

        What the ledger knows from a later day stays. A text that could not be read empties its
        field, unless it is only the ledger's own ID number with digits lost.
        """
        self.at(record.id, draft)
        values = {
            name: value
            for name, value in (draft.values.get(entity, {}) | more).items()
            if getattr(record, name) != value or name in record.unread
        }
        texts = {
            name: text
            for name, text in draft.unread.get(entity, {}).items()
            if (record.unread.get(name) != text or getattr(record, name) is not None)
            and not is_remnant(text, getattr(record, name))
        }
        if values or texts:
            self._keep_newer(record, draft.line, values, texts)
        if not values and not texts:
            return record, False
        self._written.changed += [
            (draft.line, f"{entity}.{name}", record.unread.get(name) or getattr(record, name))
            for name in (*values, *texts)
        ]
        emptied: dict[str, Any] = dict.fromkeys(texts)
        return self._writer.update(record, values | emptied, unread={**texts}), True

    def _keep_newer(
        self, record: Record, line: int, values: dict[str, Any], texts: dict[str, str]
    ) -> None:
        """Leave out of what is to be set whatever the ledger knows better, and note it."""
        changes = self._newer.changes(record)
        declared = self._dictionary[record.entity_name].by_name
        for name in [*values, *texts]:
            said, text = values.get(name), texts.get(name, "")
            wire = declared[name].kind.encode(said)
            if self._newer.stands(record, changes, name, wire, text):
                values.pop(name, None)
                texts.pop(name, None)
                self._written.kept.append(Kept(line, declared[name].path, said, text))


def is_remnant(text: str, number: object) -> bool:
    """Whether a text is what a spreadsheet leaves of this very ID number."""
    if not isinstance(number, str):
        return False
    power = _EXPONENT.fullmatch(text)
    if power is None and not looks_truncated(text):
        return False
    digits = (power[1] + (power[2] or "") if power else text).rstrip("0")
    return len(digits) >= _BIRTHDAY and number.startswith(digits)
