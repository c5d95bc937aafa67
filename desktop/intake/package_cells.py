"""Cells, ids and numbers of a package's tables: each is read in the form it is written in, or not.

Nothing here repeats a value in a sentence: it may be about a person.
"""

import json
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from desktop.domain import wire
from desktop.domain.changes import DELETED
from desktop.domain.dictionary import UNREAD, Dictionary, Entity
from desktop.domain.kinds import Kind
from desktop.domain.reading import Unreadable
from desktop.domain.record import NOTHING, Record
from desktop.envelope.header import BadPackage, NeedsNewerProgram

NAME = re.compile(r"[a-z][a-z0-9_]{0,63}")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DEVICE = re.compile(r"[0-9A-Za-z_-]{1,40}")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
_LARGEST = 2**53


def bad(table: str, what: str) -> BadPackage:
    return BadPackage(f"上报包里的数据表“{table}”有误（{what}），没有接收，请让发送单位重新生成")


class Cells:
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
        if entity in wire.STAYS or not NAME.fullmatch(plain):
            raise bad(wire.CHANGES, "修改了不能修改的内容")
        if name == DELETED:
            return _is_one
        declared = self._dictionary[entity].by_name.get(name)
        return str if declared is None else _decoder(declared.kind, entity)


def _is_one(value: str) -> None:
    if value != "1":
        raise bad(wire.CHANGES, "删除标志不对")


def _decoder(kind: Kind, table: str) -> Callable[[str], Any]:
    """Reads a wire value of a kind, and only in the form in which it is written."""
    if type(kind).decode is Kind.decode:
        return str

    def decode(text: str) -> Any:
        try:
            value = kind.decode(text)
            same = kind.encode(value) == text
        except (ValueError, Unreadable) as error:
            raise bad(table, f"“{kind.label}”的值无法识别") from error
        if not same or (isinstance(value, int) and abs(value) >= 2**53):
            raise bad(table, f"“{kind.label}”的值无法识别")
        return value

    return lru_cache(maxsize=8192)(decode)


class Builder:
    """Makes records of one entity from rows under a given heading."""

    def __init__(self, entity: Entity, names: list[str]) -> None:
        self._entity = entity
        missing = {"id", *wire.RECORD_TAIL} - set(names)
        if missing:
            raise bad(entity.name, "缺少必要的列")
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
            id=id_of(row[own["id"]], table),
            unread=_texts(unread, table) if unread else NOTHING,
            extra=extra or NOTHING,
            born_device=device_of(row[own["born_device"]], table),
            born_seq=whole(row[own["born_seq"]], table),
            deleted=whole(row[own["deleted"]], table, most=1) == 1,
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
        raise bad(table, "附加内容无法识别") from error
    if not isinstance(loaded, dict) or not all(map(NAME.fullmatch, loaded)):
        raise bad(table, "附加内容无法识别")
    if not all(isinstance(text, str) for text in loaded.values()):
        raise bad(table, "附加内容无法识别")
    return loaded


def id_of(text: str | None, table: str) -> str:
    if text is None or not _ID.fullmatch(text):
        raise bad(table, "记录编号不对")
    return text


def device_of(text: str | None, table: str) -> str:
    if text is None or not _DEVICE.fullmatch(text):
        raise bad(table, "设备编号不对")
    return text


def whole(text: str | None, table: str, most: int = 2**53) -> int:
    if text is None or not _NUMBER.fullmatch(text) or not 0 <= int(text) <= most:
        raise bad(table, "数字无法识别")
    return int(text)
