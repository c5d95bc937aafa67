"""找回口令 and keys that are no longer believed."""

import pytest

from desktop.domain.errors import AppError, Refused
from desktop.envelope.age import NotForUs
from desktop.envelope.rescue import BadRescue
from desktop.envelope.slots import WrongPassphrase
from desktop.services import ledgers, packages, partners, rescue
from tests.services.offices import COUNTY, PASSPHRASE, SECOND, TOWNSHIP, around, introduce, office

NEW = "another horse"


@pytest.fixture
def offices(tmp_path):
    county, township = office(tmp_path, COUNTY), office(tmp_path, TOWNSHIP)
    introduce(tmp_path, township, county)
    yield county, township
    county.close()
    township.close()


def test_a_forgotten_passphrase_is_mended_by_two_files_and_a_code(offices, tmp_path):
    county, township = offices
    folder = township.ledger.folder
    township.close()
    asked = rescue.ask(folder, file=tmp_path / "申请.ldq", office="石牌镇人社所")
    answered = rescue.answer(county, request=asked.file, file=tmp_path / "答复.lda")
    assert (answered.mark, answered.office_name) == (asked.mark, "石牌镇人社所")
    with pytest.raises(NotForUs, match="口令不对"):
        rescue.redeem(folder, file=answered.file, code="AAAAA-AAAAA", passphrase=NEW)
    session = rescue.redeem(
        folder, file=answered.file, code=answered.code.lower(), passphrase=NEW,
        around=around(tmp_path),
    )  # fmt: skip
    session.close()
    with pytest.raises(WrongPassphrase):
        ledgers.open_(folder, PASSPHRASE, around=around(tmp_path))
    again = ledgers.open_(folder, NEW, around=around(tmp_path))
    labels = [row[0] for row in again.ledger.data.all("SELECT label FROM act")]
    assert "用上级协助找回密码" in labels
    again.close()
    labels = [row[0] for row in county.ledger.data.all("SELECT label FROM act")]
    assert "协助找回密码：石牌镇人社所" in labels


def test_the_request_names_nobody_and_opens_nothing(offices, tmp_path):
    _, township = offices
    asked = rescue.ask(township.ledger.folder, file=tmp_path / "申请.ldq", office="石牌镇人社所")
    text = asked.file.read_text("utf-8")
    assert township.account not in text
    stranger = office(tmp_path, SECOND)
    with pytest.raises(NotForUs, match="没有授权本单位"):
        rescue.answer(stranger, request=asked.file, file=tmp_path / "答复.lda")
    assert not (tmp_path / "答复.lda").exists()
    stranger.close()


def test_an_answer_opens_its_own_ledger_only(offices, tmp_path):
    county, township = offices
    asked = rescue.ask(township.ledger.folder, file=tmp_path / "申请.ldq", office="石牌镇人社所")
    answered = rescue.answer(county, request=asked.file, file=tmp_path / "答复.lda")
    other = office(tmp_path, SECOND)
    folder = other.ledger.folder
    other.close()
    with pytest.raises(AppError):
        rescue.redeem(folder, file=answered.file, code=answered.code, passphrase=NEW,
                      around=around(tmp_path))  # fmt: skip
    ledgers.open_(folder, PASSPHRASE, around=around(tmp_path)).close()


def test_files_that_are_no_request_are_refused(offices, tmp_path):
    county, township = offices
    file = tmp_path / "x.ldq"
    for raw in (b"", b"{}", b"\xff" * 100, b'{"format":"labour-ledger rescue request"}'):
        file.write_bytes(raw)
        with pytest.raises(BadRescue):
            rescue.answer(county, request=file, file=tmp_path / "y.lda")
    lonely = office(tmp_path, SECOND)
    with pytest.raises(BadRescue, match="没有授权上级"):
        rescue.ask(lonely.ledger.folder, file=file, office="茨岩塘镇")
    lonely.close()
    with pytest.raises(Refused, match="名称"):
        rescue.ask(township.ledger.folder, file=file, office=" ")


def test_a_revoked_office_is_believed_no_more_and_opens_nothing(offices, tmp_path):
    county, township = offices
    sent = packages.send(township, to="龙山县人社局", folder=tmp_path)
    asked = rescue.ask(township.ledger.folder, file=tmp_path / "申请.ldq", office="石牌镇人社所")
    partners.revoke(county, office="石牌镇人社所")
    assert "还没有被信任" in packages.receive(county, files=[sent.file])[0].refused
    partners.revoke(township, office="龙山县人社局")
    with pytest.raises(BadRescue, match="没有授权上级"):
        rescue.ask(township.ledger.folder, file=asked.file, office="石牌镇人社所")
