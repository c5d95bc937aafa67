"""Accounts: each has a passphrase and a role of its own, and can be taken away."""

import pytest

from desktop.domain.errors import Refused
from desktop.envelope.key_file import Cost
from desktop.envelope.slots import WrongPassphrase
from desktop.services import accounts, areas, ledgers
from desktop.services.roles import Role

CHEAP = Cost(1024, 1, 1)


def test_a_new_account_opens_the_ledger_with_its_own_role(township, around):
    accounts.add(township, login="小王", passphrase="secret7", role="录入", cost=CHEAP)
    with ledgers.open_(township.ledger.folder, "secret7", "小王", around).ledger as ledger:
        assert ledger.account == "小王"
    session = ledgers.open_(township.ledger.folder, "secret7", "小王", around)
    assert session.role is Role.CLERK
    with pytest.raises(Refused, match="审核"):
        areas.add_village(session, name="新村")
    session.close()


def test_a_login_is_used_once_and_a_short_passphrase_refused(township):
    accounts.add(township, login="小王", passphrase="secret7", cost=CHEAP)
    with pytest.raises(Refused, match="换一个"):
        accounts.add(township, login="小王", passphrase="secret8", cost=CHEAP)
    with pytest.raises(Refused, match="至少"):
        accounts.add(township, login="小李", passphrase="abc", cost=CHEAP)


def test_a_disabled_account_no_longer_gets_in(township, around):
    accounts.add(township, login="小王", passphrase="secret7", cost=CHEAP)
    accounts.disable(township, login="小王")
    with pytest.raises(WrongPassphrase):
        ledgers.open_(township.ledger.folder, "secret7", "小王", around)
    with pytest.raises(Refused, match="自己"):
        accounts.disable(township, login=township.account)


def test_a_new_recovery_code_replaces_the_old_one(township, around):
    code = accounts.new_recovery_code(township)
    session = ledgers.open_with_code(township.ledger.folder, code, "another7", around)
    session.close()
    ledgers.open_(township.ledger.folder, "another7", None, around).close()
