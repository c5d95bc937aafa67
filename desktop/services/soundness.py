"""What verifying a ledger tells of its records: numbers used twice, records that lead nowhere."""

from collections import Counter

from desktop.services.session import Session
from desktop.storage import soundness
from desktop.storage.soundness import BLANK, GONE, MISSING

_MOST = 5
_WHY = {
    BLANK: "没有写明是谁的",
    GONE: "所指的已删除",
    MISSING: "所指的从未收到",
}
_WHAT = {
    BLANK: "可用“修复断开的记录”清理，随时能撤销",
    GONE: "可用“修复断开的记录”接上或清理，随时能撤销",
    MISSING: "请先把对方的包收齐，或请对方重发全部内容",
}


def problems(session: Session) -> list[str]:
    """What is wrong with the records, in sentences; empty if nothing is."""
    return [*_numbers(session), *_villages(session), *_loose(session)]


def _numbers(session: Session) -> list[str]:
    book = session.ledger.book
    shared = soundness.shared_numbers(session.ledger)
    lines = [
        f"{book.area_label(one.village) if one.village else '未填村'}有{one.households}户"
        f"都编为{one.number}，可用“重编重复户编号”改正"
        for one in shared[:_MOST]
    ]
    rest = len(shared) - _MOST
    return [*lines, f"另有{rest}个户编号重复"] if rest > 0 else lines


def _villages(session: Session) -> list[str]:
    found = len(soundness.homeless_households(session.ledger))
    return [f"有{found}户的村不在地区表里，请在住户页重新选择村"] if found else []


def _loose(session: Session) -> list[str]:
    entities = session.ledger.dictionary
    counted = Counter((one.entity, one.field, one.state) for one in soundness.loose(session.ledger))
    return [
        f"有{number}条{entities[entity].label}断开：{entities[entity].field(field).label}"
        f"{_WHY[state]}，{_WHAT[state]}"
        for (entity, field, state), number in sorted(counted.items())
    ]
