"""The kinds of fields: how each value is stored, read from a clerk's text, and shown."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Protocol

from desktop.domain import id_number, reading
from desktop.domain.levels import Level
from desktop.domain.names import clean_name
from desktop.domain.partial_date import PartialDate, read_date
from desktop.domain.reading import Unreadable
from desktop.domain.tables import Align
from desktop.domain.text import clean


class Ask(StrEnum):
    """How hard a survey asks for a field (an office may move it for a round)."""

    ALWAYS = "必问"
    BRANCH = "分支"
    OPTIONAL = "选问"
    NEVER = "不问"


class Secrecy(StrEnum):
    """Who is harmed if a value leaks (PIPL art. 28); decides masking and what a package strips."""

    OPEN = "公开"
    PERSONAL = "个人"
    IDENTITY = "身份"
    SENSITIVE = "敏感"
    ACCOUNT = "账户"


class Search(StrEnum):
    """How a field takes part in the search box."""

    NONE = ""
    PINYIN = "pinyin"
    DIGITS = "digits"


class Book(Protocol):
    """What a field must look up to be read or shown; the code book is one."""

    def read_code(self, code_set: str, raw: str) -> str: ...
    def code_label(self, code_set: str, key: str) -> str: ...
    def read_area(self, raw: str) -> str: ...
    def area_label(self, area: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of one field; stands in the annotation of the field it describes.

    Attributes:
        label: what a clerk calls it.
        ask: how hard a survey asks for it.
        owner: the level whose value wins a conflict provisionally, if any.
        decide: a conflict of this field is put before a person (domain F11).
        aliases: what other people's spreadsheets call it.
        width_mm: the width it wants as a column.
    """

    sql_type: ClassVar[str] = "TEXT"
    align: ClassVar[Align] = Align.LEFT

    label: str
    ask: Ask = Ask.NEVER
    owner: Level | None = None
    secrecy: Secrecy = Secrecy.OPEN
    aliases: tuple[str, ...] = ()
    help: str = ""
    search: Search = Search.NONE
    decide: bool = False
    width_mm: float = 20.0

    def encode(self, value: Any) -> str | None:
        """The wire form of a value: what the ledger, the log and packages hold."""
        return None if value is None else str(value)

    def decode(self, wire: Any) -> Any:
        """The value of a wire form."""
        return wire

    def read(self, raw: str, book: Book) -> Any:
        """Read what a clerk typed or a spreadsheet holds.

        Raises:
            Unreadable: if it cannot be read as this field.
        """
        raise NotImplementedError

    def show(self, value: Any, book: Book) -> str:
        """How a value reads; empty for none."""
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Words. Longer than ``max_length`` characters cannot be read."""

    max_length: int = 200

    def read(self, raw: str, book: Book) -> str:
        text = clean(raw)
        if len(text) > self.max_length:
            raise Unreadable(f"{self.label}超过{self.max_length}个字")
        return text


@dataclass(frozen=True, slots=True)
class Name(Text):
    """A person's name, with its dots and rare characters in order."""

    max_length: int = 50

    def read(self, raw: str, book: Book) -> str:
        return clean_name(Text.read(self, raw, book))


@dataclass(frozen=True, slots=True)
class IdNumber(Kind):
    """A resident identity number of 18 characters (GB 11643)."""

    width_mm: float = 40.0

    def read(self, raw: str, book: Book) -> str:
        try:
            return id_number.parse_id_number(raw)
        except id_number.BadIdNumber as defect:
            raise Unreadable(str(defect)) from defect


@dataclass(frozen=True, slots=True)
class Phone(Kind):
    """A mobile or landline number."""

    width_mm: float = 26.0

    def read(self, raw: str, book: Book) -> str:
        return reading.read_phone(raw)


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """One item of a code set, stored as its short text key."""

    code_set: str = ""

    def read(self, raw: str, book: Book) -> str:
        return book.read_code(self.code_set, raw)

    def show(self, value: Any, book: Book) -> str:
        return "" if value is None else book.code_label(self.code_set, value)


@dataclass(frozen=True, slots=True)
class Codes(Code):
    """Several items of a code set."""

    def encode(self, value: Any) -> str | None:
        return "|".join(value) if value else None

    def decode(self, wire: Any) -> tuple[str, ...]:
        return tuple(wire.split("|"))

    def read(self, raw: str, book: Book) -> Any:
        return tuple(
            dict.fromkeys(book.read_code(self.code_set, part) for part in reading.read_list(raw))
        )

    def show(self, value: Any, book: Book) -> str:
        return "、".join(book.code_label(self.code_set, key) for key in value or ())


@dataclass(frozen=True, slots=True)
class Words(Codes):
    """Several free words."""

    def read(self, raw: str, book: Book) -> Any:
        return reading.read_list(raw)

    def show(self, value: Any, book: Book) -> str:
        return "、".join(value or ())


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A day, a month or a year, perhaps *about*."""

    width_mm: float = 22.0

    def decode(self, wire: Any) -> PartialDate:
        return PartialDate.parse(wire)

    def read(self, raw: str, book: Book) -> PartialDate:
        return read_date(raw)

    def show(self, value: Any, book: Book) -> str:
        return "" if value is None else value.show()


@dataclass(frozen=True, slots=True)
class Integer(Kind):
    """A whole number between bounds, in ``unit``."""

    sql_type: ClassVar[str] = "INTEGER"
    align: ClassVar[Align] = Align.RIGHT

    unit: str = ""
    least: int = 0
    most: int = 1_000_000_000

    def decode(self, wire: Any) -> int:
        return int(wire)

    def read(self, raw: str, book: Book) -> int:
        return self.bounded(reading.read_int(raw))

    def bounded(self, number: int) -> int:
        """The number itself, or a sentence if it lies outside the bounds."""
        if not self.least <= number <= self.most:
            raise Unreadable(f"{self.label}应在{self.least}到{self.most}之间")
        return number


@dataclass(frozen=True, slots=True)
class Amount(Integer):
    """Money in whole yuan."""

    unit: str = "元"

    def read(self, raw: str, book: Book) -> int:
        return self.bounded(reading.read_amount(raw))


@dataclass(frozen=True, slots=True)
class Flag(Kind):
    """Yes or no."""

    sql_type: ClassVar[str] = "INTEGER"
    align: ClassVar[Align] = Align.CENTER

    width_mm: float = 12.0

    def encode(self, value: Any) -> str | None:
        return None if value is None else str(int(value))

    def decode(self, wire: Any) -> bool:
        return bool(int(wire))

    def read(self, raw: str, book: Book) -> bool:
        return reading.read_flag(raw)

    def show(self, value: Any, book: Book) -> str:
        return "" if value is None else ("是" if value else "否")


@dataclass(frozen=True, slots=True)
class Area(Kind):
    """A place of the area list, stored as its id."""

    width_mm: float = 35.0

    def read(self, raw: str, book: Book) -> str:
        return book.read_area(raw)

    def show(self, value: Any, book: Book) -> str:
        return "" if value is None else book.area_label(value)


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """Another record, stored as its id; what a clerk types is never read into it."""

    to: str = ""

    def read(self, raw: str, book: Book) -> str:
        return clean(raw)
