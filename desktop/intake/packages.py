"""Reading the tables of a package back, believing nothing: acts, changes, records, receipts."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from zipfile import ZipFile

from desktop.domain import wire
from desktop.domain.changes import DELETED, Act, BadChangeName, Change, unpack
from desktop.domain.dictionary import UNREAD, Dictionary, Entity
from desktop.domain.hlc import BadStamp, Hlc
from desktop.domain.kinds import Kind
from desktop.domain.levels import Level
from desktop.domain.reading import Unreadable
from desktop.domain.record import NOTHING, Record
from desktop.envelope.header import BadPackage, NeedsNewerProgram

Values = dict[str, str | None]
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEVICE = re.compile(r"[0-9A-Za-z_-]{1,40}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,15})")
_LONGEST_CELL = 1_000_000
_MOST_COLUMNS = 1000


def _bad(table: str, what: str) -> BadPackage:
    return BadPackage(f"上报包里的数据表“{table}”有误（{what}），没有接收，请让发送单位重新生成")


@dataclass(slots=True)
class PackageReader:
    """The tables of one opened body. Rows are read as they are asked for."""

    body: ZipFile
    dictionary: Dictionary
    counts: Mapping[str, int]
    _levels: dict[tuple[str, int], int] = field(default_factory=dict)

    def check_members(self, *needed: str) -> None:
        """Refuse what lacks a table, has one that nobody announced, or one of a newer program.

        Raises:
            NeedsNewerProgram: if there are entities that this program does not know.
            BadPackage: if the tables are not those announced.
        """
        tables = {name.removesuffix(".csv") for name in self.body.namelist()} - {wire.DESCRIPTOR}
        unknown = sorted(name for name in tables - set(needed) if name not in self.dictionary)
        if unknown:
            raise NeedsNewerProgram(
                f"上报包里有本程序还不认识的内容（{'、'.join(unknown)}），请先升级本程序，再接收这个包"
            )
        stays = sorted(tables & wire.STAYS)
        if stays:
            raise _bad(stays[0], "账户不能由别的单位发来")
        if tables != set(self.counts) or not tables.issuperset(needed):
            raise _bad("目录", "数据表与包的说明不符")

    def acts(self) -> list[Act]:
        """All acts; changes can be read only afterwards."""
        found = [_act(values) for values in self._rows(wire.ACTS, wire.ACT_COLUMNS)]
        self._levels = {(act.device, act.seq): act.level for act in found}
        if len(self._levels) != len(found):
            raise _bad(wire.ACTS, "操作重复")
        return found

    def changes(self) -> Iterator[Change]:
        """The changes, each of an act that came with it."""
        check = _Cells(self.dictionary)
        for values in self._rows(wire.CHANGES, wire.CHANGE_COLUMNS):
            yield self._change(values, check)

    def _change(self, values: Values, check: "_Cells") -> Change:
        device, seq = _device(values["device"], wire.CHANGES), _whole(values["seq"], wire.CHANGES)
        level = self._levels.get((device, seq))
        if level is None:
            raise _bad(wire.CHANGES, "修改没有对应的操作")
        entity, name = values["entity"] or "", values["field"] or ""
        old, new = values["old"], values["new"]
        check(entity, name, old)
        check(entity, name, new)
        try:
            saw = unpack(values["saw"] or "")
        except BadChangeName as error:
            raise _bad(wire.CHANGES, "修改编号无法识别") from error
        record = _id(values["record"], wire.CHANGES)
        n = _whole(values["n"], wire.CHANGES)
        return Change(device, seq, n, entity, record, name, old, new, saw, values["reason"], level)

    def records(self) -> Iterator[Record]:
        """The records of all entities, in the order of the dictionary."""
        for entity in wire.travelling(self.dictionary):
            if entity.name in self.counts:
                yield from self._records(entity)

    def _records(self, entity: Entity) -> Iterator[Record]:
        rows = self._lines(entity.name)
        names = next(rows)
        build = _Builder(entity, names)
        for row in rows:
            yield build(row)

    def positions(self) -> list[tuple[str, str, int]]:
        """A receipt's positions: device, scope, up to where."""
        return [
            (
                _device(values["device"], wire.POSITIONS),
                values["scope"] or "",
                _whole(values["upto"], wire.POSITIONS),
            )
            for values in self._rows(wire.POSITIONS, wire.POSITION_COLUMNS)
        ]

    def outcomes(self) -> list[dict[str, str]]:
        """A receipt's lines: what came of each package."""
        lines = []
        for values in self._rows(wire.OUTCOMES, wire.OUTCOME_COLUMNS):
            for name in wire.NUMBERS & set(wire.OUTCOME_COLUMNS):
                _whole(values[name], wire.OUTCOMES)
            lines.append({name: values[name] or "" for name in wire.OUTCOME_COLUMNS})
        return lines

    def _rows(self, table: str, columns: tuple[str, ...]) -> Iterator[Values]:
        rows = self._lines(table)
        names = next(rows)
        if set(names) != set(columns):
            raise _bad(table, "列不对")
        for row in rows:
            yield {name: text or None for name, text in zip(names, row, strict=True)}

    def _lines(self, table: str) -> Iterator[list[str]]:
        """The heading and the rows, all of one length, as many as announced."""
        csv.field_size_limit(_LONGEST_CELL)
        seen = -1
        try:
            with self.body.open(f"{table}.csv") as raw:
                text = io.TextIOWrapper(raw, "utf-8", newline="")
                width = 0
                for row in csv.reader(text, strict=True):
                    width = width or _checked_width(table, row)
                    if len(row) != width:
                        raise _bad(table, "行的长短不一")
                    seen += 1
                    yield row
        except (csv.Error, UnicodeDecodeError, KeyError) as error:
            raise _bad(table, "内容不完整") from error
        if seen != self.counts.get(table):
            raise _bad(table, "行数与包的说明不符")


def _checked_width(table: str, names: list[str]) -> int:
    fine = all(map(_NAME.fullmatch, names)) and len(set(names)) == len(names) <= _MOST_COLUMNS
    if not names or not fine:
        raise _bad(table, "列名不对")
    return len(names)


class _Cells:
    """Checks that a wire value fits its cell; unknown fields of known entities may hold any."""

    def __init__(self, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._checks: dict[tuple[str, str], Callable[[str], Any]] = {}

    def __call__(self, entity: str, name: str, value: str | None) -> None:
        check = self._checks.get((entity, name))
        if check is None:
            check = self._checks[entity, name] = self._check_of(entity, name)
        if value is not None:
            check(value)

    def _check_of(self, entity: str, name: str) -> Callable[[str], Any]:
        plain = name.removeprefix(UNREAD)
        if entity not in self._dictionary:
            raise NeedsNewerProgram("上报包里有本程序还不认识的内容，请先升级本程序，再接收这个包")
        if entity in wire.STAYS or not _NAME.fullmatch(plain):
            raise _bad(wire.CHANGES, "修改了不能修改的内容")
        if name == DELETED:
            return _is_one
        declared = self._dictionary[entity].by_name.get(name)
        return str if declared is None else _decoder(declared.kind, entity)


def _is_one(value: str) -> None:
    if value != "1":
        raise _bad(wire.CHANGES, "删除标志不对")


def _decoder(kind: Kind, table: str) -> Callable[[str], Any]:
    """Reads a wire value of a kind, and only in the form in which it is written."""
    if type(kind).decode is Kind.decode:
        return str

    def decode(text: str) -> Any:
        try:
            value = kind.decode(text)
            same = kind.encode(value) == text
        except (ValueError, Unreadable) as error:
            raise _bad(table, f"“{kind.label}”的值无法识别") from error
        if not same or (isinstance(value, int) and abs(value) >= 2**53):
            raise _bad(table, f"“{kind.label}”的值无法识别")
        return value

    return lru_cache(maxsize=8192)(decode)


class _Builder:
    """Makes records of one entity from rows under a given heading."""

    def __init__(self, entity: Entity, names: list[str]) -> None:
        self._entity = entity
        missing = {"id", *wire.RECORD_TAIL} - set(names)
        if missing:
            raise _bad(entity.name, "缺少必要的列")
        own = {"id", *wire.RECORD_TAIL}
        self._own = {name: names.index(name) for name in own}
        self._fields = [
            (names.index(field.name), field.name, _decoder(field.kind, entity.name))
            for field in entity.fields
            if field.name in names
        ]
        known = own | set(entity.by_name)
        self._newer = [(place, name) for place, name in enumerate(names) if name not in known]

    def __call__(self, row: list[str]) -> Record:
        own, table = self._own, self._entity.name
        values: dict[str, Any] = {
            name: decode(row[place]) for place, name, decode in self._fields if row[place]
        }
        unread = row[own["unread"]]
        extra = {name: row[place] for place, name in self._newer if row[place]}
        if row[own["extra"]]:
            self._sort_out(_texts(row[own["extra"]], table), values, extra)
        return self._entity.cls(
            id=_id(row[own["id"]], table),
            unread=_texts(unread, table) if unread else NOTHING,
            extra=extra or NOTHING,
            born_device=_device(row[own["born_device"]], table),
            born_seq=_whole(row[own["born_seq"]], table),
            deleted=_whole(row[own["deleted"]], table, most=1) == 1,
            **values,
        )

    def _sort_out(
        self, texts: dict[str, str], values: dict[str, Any], extra: dict[str, str]
    ) -> None:
        """What an older program only passed on may be a field here."""
        for name, text in texts.items():
            declared = self._entity.by_name.get(name)
            if declared is None:
                extra.setdefault(name, text)
            elif text:
                values.setdefault(name, _decoder(declared.kind, self._entity.name)(text))


def _texts(raw: str, table: str) -> dict[str, str]:
    try:
        loaded = json.loads(raw)
        json.dumps(loaded, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise _bad(table, "附加内容无法识别") from error
    if not isinstance(loaded, dict) or not all(map(_NAME.fullmatch, loaded)):
        raise _bad(table, "附加内容无法识别")
    if not all(isinstance(text, str) for text in loaded.values()):
        raise _bad(table, "附加内容无法识别")
    return loaded


def _act(values: Values) -> Act:
    stamp = values["hlc"] or ""
    try:
        Hlc.parse(stamp)
    except BadStamp as error:
        raise _bad(wire.ACTS, "操作时间无法识别") from error
    level = _whole(values["level"], wire.ACTS, most=max(Level))
    return Act(
        _device(values["device"], wire.ACTS),
        _whole(values["seq"], wire.ACTS),
        stamp,
        values["account"] or "",
        level,
        values["verb"] or "",
        values["label"] or "",
        values["origin"] or "",
        values["batch"],
        values["undoes"],
    )


def _id(text: str | None, table: str) -> str:
    if text is None or not _ID.fullmatch(text):
        raise _bad(table, "记录编号不对")
    return text


def _device(text: str | None, table: str) -> str:
    if text is None or not _DEVICE.fullmatch(text):
        raise _bad(table, "设备编号不对")
    return text


def _whole(text: str | None, table: str, most: int = 2**53) -> int:
    if text is None or not _NUMBER.fullmatch(text) or not 0 <= int(text) <= most:
        raise _bad(table, "数字无法识别")
    return int(text)
