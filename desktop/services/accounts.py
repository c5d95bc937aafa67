"""Who may sign in to a ledger: accounts, their roles and their passphrases."""

from desktop.domain.entities import Account
from desktop.domain.errors import Refused
from desktop.domain.text import clean
from desktop.envelope import slots
from desktop.envelope.key_file import Cost
from desktop.services import ledgers
from desktop.services.roles import Role
from desktop.services.session import Session
from desktop.services.verbs import verb

_SHORTEST = 6


def listed(session: Session) -> list[Account]:
    """The accounts, in the order in which they were made."""
    return list(session.ledger.where(Account))


@verb("account.add", "新增账户", Role.ADMIN)
def add(
    session: Session,
    *,
    login: str,
    passphrase: str,
    role: str = Role.CLERK.key,
    name: str | None = None,
    cost: Cost | None = None,
) -> Account:
    """Add an account with a passphrase of its own.

    Raises:
        Refused: if the login is taken or the passphrase too short.
        Unreadable: if there is no such role.
    """
    ledger = session.ledger
    wanted = clean(login)
    if not wanted or any(account.login == wanted for account in listed(session)):
        raise Refused(f"登录名“{wanted}”已有人用或为空，请换一个")
    _check(passphrase)
    key = ledger.book.read_code("role", role)
    ways = ledgers.read_slots(ledger.folder)
    ways = slots.add_passphrase_slot(ways, ledger.data.key, wanted, passphrase, cost)
    ledgers.write_slots(ledger.folder, ways)
    with ledger.act("account.add", "新增账户") as writer:
        return writer.insert(
            Account(login=wanted, name=name or wanted, role=key, office=ledger.fact("office"))
        )


@verb("account.passphrase", "修改密码", Role.READER)
def change_passphrase(session: Session, *, old: str, new: str, cost: Cost | None = None) -> None:
    """Change one's own passphrase.

    Raises:
        WrongPassphrase: if the old one is not right.
        Refused: if the new one is too short.
    """
    _check(new)
    ledger = session.ledger
    ways = ledgers.read_slots(ledger.folder)
    key = slots.open_with_passphrase(ways, session.account, old)
    ways = slots.add_passphrase_slot(ways, key, session.account, new, cost)
    ledgers.write_slots(ledger.folder, ways)
    with ledger.act("account.passphrase", "修改密码"):
        return


@verb("account.disable", "停用账户", Role.ADMIN)
def disable(session: Session, *, login: str) -> Account:
    """Take an account's way in away; what it did stays under its name.

    Raises:
        Refused: if there is no such account, it is one's own, or it is the last.
    """
    ledger = session.ledger
    found = next((account for account in listed(session) if account.login == login), None)
    if found is None:
        raise Refused(f"没有登录名为“{login}”的账户")
    if login == session.account:
        raise Refused("不能停用自己正在使用的账户")
    ways = slots.remove_account(ledgers.read_slots(ledger.folder), login)
    ledgers.write_slots(ledger.folder, ways)
    with ledger.act("account.disable", "停用账户") as writer:
        return writer.update(found, {"disabled": True})


@verb("account.recovery", "更换恢复码", Role.ADMIN)
def new_recovery_code(session: Session) -> str:
    """A new recovery code to print; the former one no longer opens the ledger."""
    ledger = session.ledger
    ways, code = slots.add_recovery_slot(ledgers.read_slots(ledger.folder), ledger.data.key)
    ledgers.write_slots(ledger.folder, ways)
    with ledger.act("account.recovery", "更换恢复码"):
        return code


def _check(passphrase: str) -> None:
    if len(passphrase) < _SHORTEST:
        raise Refused(f"密码至少{_SHORTEST}个字符，请重新设置")
