"""找回口令: a clerk who forgot the passphrase asks the parent office, by two files and a code."""

from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.envelope import rescue as files
from desktop.envelope import slots
from desktop.envelope.key_file import KeySlots
from desktop.envelope.short_code import new_short_code
from desktop.services import ledgers, partners
from desktop.services.ledgers import Surroundings
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was written; the mark is read out to the parent on the telephone."""

    file: Path
    mark: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that was written: to whom, its mark, and the code to be told by telephone."""

    file: Path
    office_name: str
    mark: str
    code: str


def ask(folder: Path, *, file: Path, office: str) -> Asked:
    """Write a request for the parent office, from a ledger that nobody here can open.

    Args:
        folder: the ledger.
        file: where the request is to lie; it holds nothing about a person.
        office: what this office is called, for the parent to see.

    Raises:
        AppError: if the folder is no ledger, or no office was made its helper.
    """
    name = clean(office)
    if not name:
        raise Refused("请写明本单位的名称")
    written = files.write_request(file, name, ledgers.read_slots(folder))
    return Asked(file, written[0].mark)


@verb("partner.rescue", "协助找回密码", Role.ADMIN)
def answer(session: Session, *, request: Path, file: Path) -> Answered:
    """Help an office below: its ledger's key, sealed to a code that is told by telephone.

    Only after the voice on the telephone has read out the mark of the request.

    Raises:
        AppError: if the request is not sound, or not for this office.
    """
    asked = files.read_request(request)
    identity = partners.own_keys(session.ledger).age_identity
    key = slots.open_parent_slot(KeySlots(tuple(one.slot for one in asked)), identity)
    code = new_short_code()
    # Written down first: help that was given must never be missing from the log.
    with session.ledger.act("partner.rescue", f"协助找回密码：{asked[0].office_name}"):
        pass
    files.write_answer(file, asked[0], key, code)
    return Answered(file, asked[0].office_name, asked[0].mark, code)


def redeem(
    folder: Path,
    *,
    file: Path,
    code: str,
    passphrase: str,
    account: str | None = None,
    around: Surroundings | None = None,
) -> Session:
    """Open the ledger with the parent's answer and set an account's passphrase anew.

    Args:
        folder: the ledger.
        file: the answer.
        code: what the parent told by telephone.
        passphrase: the new one.
        account: whose; the first account's, if none is named.
        around: see :class:`Surroundings`.

    Raises:
        AppError: if the answer or the code is not right, or is for another ledger.
    """
    key = files.open_answer(file, code)
    return ledgers.open_anew(folder, key, passphrase, account, "用上级协助找回密码", around)
