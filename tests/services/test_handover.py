"""What the next clerk must know stands on one list."""

import pypdfium2 as pdfium
import pytest

from desktop.services import accounts, handover, packages
from tests.services.offices import CHEAP, COUNTY, TOWNSHIP, introduce, office, populate


@pytest.fixture
def township(tmp_path):
    session, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, session, county)
    populate(session, 10)
    yield session
    session.close()
    county.close()


def content(session, what):
    return next(text for _, name, text in handover.listed(session) if name == what)


def test_accounts_partners_and_open_packages_stand_on_it(township, tmp_path):
    accounts.add(township, login="xiaoli", passphrase="geheim1", name="李小", cost=CHEAP)
    accounts.disable(township, login="xiaoli")
    assert "已停用" in content(township, "xiaoli")
    assert "县级" in content(township, "龙山县人社局")
    assert content(township, "户和人").endswith("10人")
    assert [line for line in handover.listed(township) if line[0] == "五、未了结的包"] == [
        ("五、未了结的包", "没有", "")
    ]
    packages.send(township, to="龙山县", folder=tmp_path / "stick")
    assert "已拷出" in content(township, "发给龙山县人社局")


def test_a_new_recovery_code_is_told_by_its_day_and_never_printed(township, tmp_path):
    assert "没有换过" in content(township, "恢复码")
    code = accounts.new_recovery_code(township)
    assert "更换过" in content(township, "恢复码")
    made = handover.pdf(township, file=tmp_path / "交接.pdf")
    with pdfium.PdfDocument(made.file) as found:
        text = "".join(page.get_textpage().get_text_bounded() for page in found)
    assert "交接清单" in text
    assert "移交人" in text
    assert code not in text
    assert made.missing == ()


def test_nobody_of_the_ledger_stands_on_it(township):
    names = {row[0] for row in township.ledger.data.all("SELECT name FROM person")}
    text = "".join("".join(line) for line in handover.listed(township))
    assert not any(name in text for name in names)
