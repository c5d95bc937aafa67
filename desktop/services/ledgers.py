"""The life of a ledger: made, opened, backed up, restored, verified."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from desktop.domain.dictionary import Dictionary
from desktop.domain.entities import STANDARD, Account, Office
from desktop.domain.errors import Refused
from desktop.domain.ids import uuid7
from desktop.domain.levels import Level
from desktop.domain.record import Record
from desktop.domain.text import clean
from desktop.envelope import safe_file, slots
from desktop.envelope.key_file import BadKeySlots, Cost, KeySlots
from desktop.services import seeds, soundness
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb
from desktop.storage import backup, search
from desktop.storage import folder as folders
from desktop.storage.faults import DiskFull, LedgerBusy, ReadOnly
from desktop.storage.ledger import Ledger

_KINDS = {Level.VILLAGE: "村", Level.TOWNSHIP: "乡镇所", Level.COUNTY: "县局"}
_AREA_LEVELS = {Level.VILLAGE: "village", Level.TOWNSHIP: "township", Level.COUNTY: "county"}
OPENING = "ledger.open"
"""The verb of the act that says who opened the ledger."""
FIRST_ACCOUNT = "管理员"


def _user_state() -> Path:
    return Path(platformdirs.user_state_dir("labour-ledger", appauthor=False))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a ledger needs besides its folder: the entities, the state folder, passphrase cost."""

    dictionary: Dictionary = STANDARD
    state: Path = field(default_factory=_user_state)
    cost: Cost | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A new ledger, open, and the recovery code that must be printed now."""

    session: Session
    recovery_code: str


def new(
    folder: Path,
    *,
    office: str,
    level: Level,
    area: str,
    passphrase: str,
    login: str = FIRST_ACCOUNT,
    office_id: str = "",
    around: Surroundings | None = None,
) -> Made:
    """Make a ledger for an office, with its first account.

    Args:
        folder: an empty or missing folder.
        office: the office's name.
        level: the level it works at.
        area: the code of the area that it looks after.
        passphrase: of the first account.
        login: the first account's login.
        office_id: the office's id, if the parent office gave it one.
        around: see :class:`Surroundings`.

    Raises:
        AppError: if the folder, the area or the passphrase will not do; nothing is left behind.
    """
    around = around or Surroundings()
    if not clean(office):
        raise Refused("单位名称不能为空，请写单位全称，如石牌镇人社所")
    lists = list(seeds.everything(area))
    _check_area(lists, level, area)
    key = slots.new_database_key()
    ways = slots.add_passphrase_slot(KeySlots(), key, login, passphrase, around.cost)
    ways, code = slots.add_recovery_slot(ways, key)
    with folders.made(folder):
        ledger = Ledger.create(folder, key, around.dictionary, around.state)
        try:
            _fill(ledger, lists, clean(office), level, area, login, office_id)
            write_slots(folder, ways)
        except BaseException:
            ledger.close()
            raise
    ledger.account = login
    return Made(Session(ledger, login, Role.ADMIN), code)


def _fill(
    ledger: Ledger,
    lists: Sequence[Record],
    office: str,
    level: Level,
    area: str,
    login: str,
    office_id: str,
) -> None:
    """What a new ledger knows of its office, and the lists it begins with."""
    # Opening a ledger needs no key pairs.
    from desktop.envelope.keys import new_office_keys

    keys = new_office_keys()
    with ledger.transaction():
        facts = {
            "office": office_id or uuid7(),
            "office_name": office,
            "level": level.key,
            "area": seeds.area_id(area),
            "area_code": area,
            "age_identity": keys.age_identity,
            "sign_key": keys.sign_key,
        }
        for name, value in facts.items():
            ledger.put(name, value)
        with ledger.act("ledger.new", f"新建台账：{office}") as writer:
            for record in lists:
                writer.add(record)
            writer.insert(
                Office(id=facts["office"], name=office, kind=_KINDS[level], area=facts["area"])
            )
            writer.insert(
                Account(login=login, role=Role.ADMIN.key, office=facts["office"], name=login)
            )
            writer.finish()
            ledger.data.run("DELETE FROM recheck")
            writer.touched.clear()


def _check_area(lists: Sequence[Record], level: Level, code: str) -> None:
    wanted = _AREA_LEVELS[level]
    for record in lists:
        if getattr(record, "code", None) == code and getattr(record, "level", None) != wanted:
            raise Refused(f"代码 {code} 不是{level.label}级地区，请核对单位级别和地区代码")


def read_slots(folder: Path) -> KeySlots:
    """The ways into a ledger.

    Raises:
        NotALedger, BadKeySlots: if they cannot be read.
    """
    folders.check(folder)
    try:
        return KeySlots.from_json((folder / folders.KEYS).read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BadKeySlots from error


def write_slots(folder: Path, ways: KeySlots) -> None:
    """Replace the ways into a ledger, whole or not at all."""
    with safe_file.written_safely(folder / folders.KEYS) as file:
        file.write(ways.to_json().encode())


def open_(
    folder: Path, passphrase: str, account: str | None = None, around: Surroundings | None = None
) -> Session:
    """Open a ledger with an account's passphrase (the first account's, if none is named).

    Raises:
        AppError: with what is wrong with the passphrase or the ledger.
    """
    around = around or Surroundings()
    ways = read_slots(folder)
    if not ways.accounts:
        raise BadKeySlots
    login = account or ways.accounts[0]
    key = slots.open_with_passphrase(ways, login, passphrase)
    return _session(folder, key, login, around)


def open_with_code(folder: Path, code: str, new_passphrase: str,
                   around: Surroundings | None = None) -> Session:  # fmt: skip
    """Open a ledger with the printed recovery code and set the first account's passphrase anew."""
    key = slots.open_with_recovery_code(read_slots(folder), code)
    return open_anew(folder, key, new_passphrase, None, "用恢复码重设密码", around)


def open_anew(
    folder: Path,
    key: bytes,
    passphrase: str,
    account: str | None,
    label: str,
    around: Surroundings | None = None,
) -> Session:
    """Open a ledger with its key, and set an account's passphrase anew.

    Args:
        folder: the ledger.
        key: the database key, however it was come by.
        passphrase: the new one.
        account: whose; the first account's, if none is named.
        label: what the log says of it.
        around: see :class:`Surroundings`.

    Raises:
        AppError: if the key is not this ledger's, or there is no such account.
    """
    around = around or Surroundings()
    ways = read_slots(folder)
    if not ways.accounts:
        raise BadKeySlots
    login = account or ways.accounts[0]
    if login not in ways.accounts:
        raise Refused(f"没有登录名为“{login}”的账户，现有：{'、'.join(ways.accounts)}")
    session = _session(folder, key, login, around)
    try:
        write_slots(folder, slots.add_passphrase_slot(ways, key, login, passphrase, around.cost))
        with session.ledger.act("account.recover", label):
            return session
    except BaseException:
        session.close()
        raise


def _session(folder: Path, key: bytes, login: str, around: Surroundings) -> Session:
    restored = (folder / folders.RESTORED).exists()
    ledger = Ledger.open(folder, key, around.dictionary, around.state, before_upgrade=_save)
    ledger.account = login
    known = [entry for entry in ledger.where(Account) if entry.login == login]
    if known and known[0].disabled:
        ledger.close()
        raise Refused(f"账户“{login}”已停用，请联系管理员")
    session = Session(ledger, login, Role.of(known[0].role if known else None))
    _note_opening(session, "打开从备份恢复的台账" if restored else "打开台账")
    return session


def _note_opening(session: Session, label: str) -> None:
    # A ledger that cannot be written to just now can still be looked at.
    trace = session.ledger.act(OPENING, label)
    with suppress(LedgerBusy, DiskFull, ReadOnly), session.at_once(), trace:
        return


def _save(ledger: Ledger) -> None:
    backup.save(ledger)


@verb("ledger.backup", "备份", Role.READER)
def save_backup(session: Session, *, file: Path | None = None) -> Path:
    """Write a verified backup: to ``file``, or among the ledger's own."""
    path = backup.save(session.ledger, file)
    with session.ledger.act("ledger.backup", "备份到别处" if file else "备份"):
        return path


def restore(file: Path, folder: Path) -> None:
    """Lay a backup out as a ledger in an empty folder; its passphrases are those of its time.

    On its first opening it becomes a new device.

    Raises:
        AppError: if the file is no whole backup, or the folder will not do.
    """
    backup.unpack(file, folder)


@verb("ledger.verify", "检查台账", Role.READER)
def verify(session: Session) -> list[str]:
    """What is wrong with the ledger, in sentences; empty if it is whole."""
    return backup.verify(session.ledger) or soundness.problems(session)


@verb("ledger.reindex", "重建搜索索引", Role.CLERK)
def reindex(session: Session) -> None:
    """Make the search index anew from the records."""
    search.rebuild(session.ledger)
