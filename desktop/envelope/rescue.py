"""找回口令: a request file that only the parent office can use, and its answer under a code.

A request holds the parent's slot as it stands in ``keys.json``: no person, no passphrase, and
nothing that opens the ledger without the parent's own key. The answer holds the ledger's key,
sealed to a code that is told by telephone.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop.domain.errors import AppError
from desktop.envelope import age
from desktop.envelope.key_file import KEY_BYTES, KeySlots, ParentSlot
from desktop.envelope.safe_file import opened, written_safely
from desktop.envelope.short_code import read_short_code
from desktop.envelope.strict_json import Malformed, Members, canonical, parse_object, to_base64

T = TypeVar("T")
REQUEST_FORMAT = "labour-ledger rescue request"
ANSWER_FORMAT = "labour-ledger rescue answer"
MAX_BYTES = 64 * 1024
_MARK_BYTES = 3


class BadRescue(AppError):
    """The file is no request or answer, or was damaged."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks; ``mark`` is read out on the telephone, so that both speak of one request."""

    mark: str
    office_name: str
    slot: ParentSlot = field(repr=False)


def write_request(path: Path, office_name: str, slots: KeySlots) -> list[Request]:
    """Write the request of a ledger with these slots: one line for each office that could help.

    Raises:
        BadRescue: if no office was ever made its helper.
        CannotWrite: if the medium fails.
    """
    mark = secrets.token_hex(_MARK_BYTES).upper()
    helping = [slot for slot in slots.slots if isinstance(slot, ParentSlot)]
    if not helping:
        raise BadRescue("这个台账没有授权上级单位协助找回密码，请用恢复码，或从备份恢复")
    shown = {
        "format": REQUEST_FORMAT,
        "mark": mark,
        "office_name": office_name,
        "slots": [slot.visible() | {"sealed": to_base64(slot.sealed)} for slot in helping],
        "version": 1,
    }
    with written_safely(path) as file:
        file.write(canonical(shown))
    return [Request(mark, office_name, slot) for slot in helping]


def read_request(path: Path) -> list[Request]:
    """The requests in a file, one for each office that could help.

    Raises:
        CannotRead: if the file cannot be read.
        BadRescue: if it is no request.
    """
    return _read(path, _requests, "这不是完好的找回密码申请文件，请对方重新生成")


def _requests(members: Members) -> list[Request]:
    members.only("format", "mark", "office_name", "slots", "version")
    members.one_of("format", (REQUEST_FORMAT,))
    members.whole("version", least=1, most=1)
    mark, name = members.text("mark", 20), members.text("office_name")
    found = []
    for slot in members.objects("slots", 20):
        slot.only("kind", "office_id", "recipient", "sealed")
        slot.one_of("kind", ("parent",))
        held = ParentSlot(slot.text("office_id"), slot.text("recipient"), slot.binary("sealed"))
        found.append(Request(mark, name, held))
    return found


def write_answer(path: Path, request: Request, key: bytes, code: str) -> None:
    """Write the ledger's key for whoever asked, to be opened with a code.

    Raises:
        CannotWrite: if the medium fails.
    """
    shown = {
        "format": ANSWER_FORMAT,
        "mark": request.mark,
        "sealed": to_base64(age.seal_with_code(key, code)),
        "version": 1,
    }
    with written_safely(path) as file:
        file.write(canonical(shown))


def open_answer(path: Path, typed: str) -> bytes:
    """The ledger's key.

    Raises:
        CannotRead: if the file cannot be read.
        BadRescue: if it is no answer.
        BadShortCode, NotForUs: if the code is wrong.
    """
    code = read_short_code(typed)
    key = age.unseal_with_code(_read(path, _sealed, "这不是完好的找回密码答复文件"), code)
    if len(key) != KEY_BYTES:
        raise BadRescue("这不是完好的找回密码答复文件，请上级单位重新生成")
    return key


def _sealed(members: Members) -> bytes:
    members.only("format", "mark", "sealed", "version")
    members.one_of("format", (ANSWER_FORMAT,))
    members.whole("version", least=1, most=1)
    members.text("mark", 20)
    return members.binary("sealed")


def _read(path: Path, take: Callable[[Members], T], sentence: str) -> T:
    with opened(path) as file:
        raw = file.read(MAX_BYTES + 1)
    try:
        return take(parse_object(raw, MAX_BYTES))
    except Malformed as error:
        raise BadRescue(sentence) from error
