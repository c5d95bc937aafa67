"""The printed recovery code: eight groups of four characters, each group proving itself."""

import secrets
import unicodedata

from desktop.domain.errors import AppError

GROUPS = 8
_DATA = 3
_SIZE = _DATA + 1
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OILU", "011V", " -\t\n\r·.,，。、_—–－")


class BadRecoveryCode(AppError):
    """The code was copied wrongly; says in which group."""


def new_recovery_code() -> str:
    """120 random bits, as they are printed."""
    groups = ([secrets.randbelow(32) for _ in range(_DATA)] for _ in range(GROUPS))
    return "-".join(_group(place, data) for place, data in enumerate(groups, start=1))


def read_recovery_code(typed: str) -> str:
    """The code as printed, whatever the case, blanks and hyphens, O for 0 or I for 1.

    Raises:
        BadRecoveryCode: if it is not complete, or a group does not prove itself.
    """
    text = unicodedata.normalize("NFKC", typed).upper().translate(MISREAD)
    if len(text) != GROUPS * _SIZE:
        raise BadRecoveryCode(
            f"恢复码应有{GROUPS}组、每组{_SIZE}个字符，现在是{len(text)}个字符，请对照打印件重新输入"
        )
    groups = [text[start : start + _SIZE] for start in range(0, len(text), _SIZE)]
    wrong = [place for place, group in enumerate(groups, start=1) if not _proves(place, group)]
    if wrong:
        places = "、".join(map(str, wrong))
        raise BadRecoveryCode(f"恢复码第{places}组有误，请对照打印件重新输入")
    return "-".join(groups)


def _group(place: int, data: list[int]) -> str:
    return "".join(ALPHABET[value] for value in [*data, _check(place, data)])


def _proves(place: int, group: str) -> bool:
    values = [ALPHABET.find(character) for character in group]
    return min(values) >= 0 and values[-1] == _check(place, values[:-1])


def _check(place: int, data: list[int]) -> int:
    # Reed-Solomon over 32 elements: any one wrong character, any two exchanged
    # neighbours and any two exchanged groups are noticed.
    check = 0
    for value in data:
        check = _doubled(check ^ value)
    return check ^ place


def _doubled(value: int) -> int:
    return value << 1 ^ (0b100101 if value & 0b10000 else 0)
