"""What leaves the ledger or opens it stands in its log, in words for whoever looks."""

from datetime import datetime

import pytest

from desktop.domain.errors import Refused
from desktop.services import accounts, acts, dumps, home, ledgers, partners, prints, verbs
from desktop.services.ledgers import OPENING
from tests.services.homes import home as keyed


def told(session, last=3):
    return [one.label for one in acts.latest(session, last=last)]


@pytest.fixture
def opened(township, around):
    """The same ledger as somebody opens it again."""
    keyed(township, "田大山")
    township.close()
    session = ledgers.open_(township.ledger.folder, "township", around=around)
    yield session
    session.close()


def test_opening_is_logged_with_who_did_it(opened):
    (done,) = acts.latest(opened, last=1)
    assert (done.label, done.who) == ("打开台账", "管理员（乡镇）")
    assert abs((datetime.now().astimezone() - done.at).days) < 1


def test_a_wrong_passphrase_opens_and_logs_nothing(opened, around):
    before = opened.ledger.position
    with pytest.raises(Exception, match="密码"):
        ledgers.open_(opened.ledger.folder, "wrong", around=around)
    assert opened.ledger.position == before


def test_a_ledger_that_is_being_written_to_opens_all_the_same(opened, around):
    with opened.ledger.transaction():
        opened.ledger.put("x", "y")
        again = ledgers.open_(opened.ledger.folder, "township", around=around)
        assert again.ledger.count("person") == 1
        again.close()
    assert told(opened, 1) == ["打开台账"]


def test_opening_what_came_out_of_a_backup_says_so(opened, tmp_path, around):
    ledgers.restore(ledgers.save_backup(opened), tmp_path / "again")
    again = ledgers.open_(tmp_path / "again", "township", around=around)
    assert told(again, 1) == ["打开从备份恢复的台账"]
    again.close()


@pytest.mark.parametrize(
    ("do", "label"),
    [
        (lambda session, out: ledgers.save_backup(session), "备份"),
        (lambda session, out: ledgers.save_backup(session, file=out / "b.ldb"), "备份到别处"),
        (lambda session, out: list(dumps.records(session, "person")), "输出全部人员"),
        (lambda session, out: partners.export_identity(session, file=out / "k"), "导出解密密钥"),
        (lambda session, out: partners.write_card(session, file=out / "c.ldk"), "导出单位名片"),
        (lambda session, out: accounts.new_recovery_code(session), "更换恢复码"),
        (
            lambda session, out: prints.sheet(
                session, document="labour_roster", file=out / "r.xlsx"
            ),
            "导出劳动力资源花名册",
        ),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_what_leaves_the_ledger_is_logged(opened, tmp_path, do, label):
    before = opened.ledger.position
    do(opened, tmp_path)
    (done,) = acts.latest(opened, last=1)
    assert done.label.startswith(label)
    assert opened.ledger.position == before + 1


def test_opening_with_the_recovery_code_is_logged(tmp_path, around):
    made = ledgers.new(
        tmp_path / "own", office="石牌镇人社所", level=ledgers.Level.TOWNSHIP, area="433130110",
        passphrase="township", around=around,
    )  # fmt: skip
    made.session.close()
    session = ledgers.open_with_code(tmp_path / "own", made.recovery_code, "another", around)
    assert "恢复码" in "".join(told(session))
    session.close()


def test_a_dump_of_nothing_known_is_refused_and_not_logged(opened):
    before = opened.ledger.position
    with pytest.raises(Refused):
        dumps.records(opened, "nothing")
    assert opened.ledger.position == before


def test_the_first_page_does_not_list_who_opened_the_ledger(opened):
    assert OPENING in {one.verb for one in acts.latest(opened)}
    assert "打开台账" not in {label for _, label in home.glance(opened).recent}


def test_the_log_is_read_by_name_and_in_lines(opened):
    done = verbs.call(opened, "ledger.log", {"last": "2"})
    first, second = acts.lines(done)
    assert first.endswith("管理员（乡镇）  打开台账")
    assert second.endswith("新增成员")
