"""What a row of a list, and a person of the ledger, are known by when the two are compared."""

from collections.abc import Callable, Sequence

from desktop.domain.comparing import Key
from desktop.domain.errors import Refused
from desktop.domain.id_number import BadIdNumber, parse_id_number
from desktop.domain.partial_date import PartialDate
from desktop.domain.text import clean
from desktop.intake import targets
from desktop.services.foreign_lists import ForeignSheet, said
from desktop.services.importing.drafts import Draft
from desktop.storage.person_roll import Enrolled

_COLUMNS = {
    Key.ID_NO: (targets.ID_NO,),
    Key.BIRTH: (targets.NAME, "person.birth"),
    Key.PHONE: (targets.NAME, "person.phone"),
}
_TAIL = 4


def able(sheets: Sequence[ForeignSheet]) -> list[Key]:
    """The keys that a list has columns for, the surest first."""
    return [key for key in Key if any(_has(sheet, key) for sheet in sheets)]


def key_of(wanted: str, sheets: Sequence[ForeignSheet]) -> Key:
    """The key that is wanted, or the surest one that the list has columns for.

    Raises:
        Refused: if there is no such key, or the list lacks a column for it.
    """
    offered = able(sheets)
    if not wanted:
        if offered:
            return offered[0]
        raise Refused("名单里只有姓名，认不准是谁，请补上身份证号、出生年月或电话再比对")
    known = next((key for key in Key if clean(wanted) in {key.value, key.name}), None)
    if known is None:
        raise Refused(f"没有“{wanted}”这种比对方式，可以选：{'、'.join(Key)}")
    if known not in offered:
        raise Refused(f"名单里没有“{known.value}”要用的列，请换一种比对方式")
    return known


def _has(sheet: ForeignSheet, key: Key) -> bool:
    if key is Key.VILLAGE:
        # The title or the sheet's own name may tell the village, too.
        return sheet.heads(targets.NAME) and any(draft.village for draft in sheet.drafts)
    if key is Key.BIRTH and sheet.heads(targets.NAME) and sheet.heads(targets.ID_NO):
        return True
    return all(map(sheet.heads, _COLUMNS[key]))


def _their_number(draft: Draft) -> tuple[str, str]:
    return (draft.id_no, "") if draft.id_no else ("", _defect(said(draft, targets.ID_NO)))


def _defect(seen: object) -> str:
    """Why an ID number is none; it is never mended by a guess."""
    if not seen:
        return "没有身份证号"
    try:
        parse_id_number(str(seen))
    except BadIdNumber as defect:
        return str(defect)
    return "身份证号存成了数字，后几位可能已被Excel改掉，请对照证件核对"


def _their_village(draft: Draft) -> tuple[str, str]:
    return _keyed(draft.name, draft.village.id if draft.village else "", "没有写明是哪个村")


def _their_birth(draft: Draft) -> tuple[str, str]:
    return _keyed(draft.name, _month(draft.get("person", "birth")), "没有出生年月")


def _their_phone(draft: Draft) -> tuple[str, str]:
    phone = draft.get("person", "phone") or draft.get("household", "phone") or ""
    return _keyed(draft.name, phone[-_TAIL:], "没有电话")


def _keyed(name: str, rest: str, lacking: str) -> tuple[str, str]:
    if not name:
        return "", "没有姓名"
    return (f"{name}|{rest}", "") if rest else ("", lacking)


def _month(birth: PartialDate | None) -> str:
    return f"{birth.year}-{birth.month}" if birth and birth.month else ""


_THEIRS: dict[Key, Callable[[Draft], tuple[str, str]]] = {
    Key.ID_NO: _their_number,
    Key.VILLAGE: _their_village,
    Key.BIRTH: _their_birth,
    Key.PHONE: _their_phone,
}


def _our_month(one: Enrolled) -> str:
    return _month(PartialDate.parse(one.birth)) if one.birth else ""


_OURS: dict[Key, Callable[[Enrolled], str]] = {
    Key.ID_NO: lambda one: one.id_no,
    Key.VILLAGE: lambda one: _keyed(one.name, one.village, "")[0],
    Key.BIRTH: lambda one: _keyed(one.name, _our_month(one), "")[0],
    Key.PHONE: lambda one: _keyed(one.name, one.phone[-_TAIL:], "")[0],
}


def their_key(key: Key, draft: Draft) -> tuple[str, str]:
    """What a row is known by; if it is empty, why."""
    return _THEIRS[key](draft)


def our_key(key: Key, one: Enrolled) -> str:
    """What a person of the ledger is known by; empty if the ledger does not tell."""
    return _OURS[key](one)
