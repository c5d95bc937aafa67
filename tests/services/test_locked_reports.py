"""上报(对方未装本程序): nothing is seen without the password, and the password is nowhere."""

import io

import msoffcrypto
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl import load_workbook

from desktop.domain.errors import Refused
from desktop.domain.roster_template import RosterColumn, RosterTemplate
from desktop.intake.files import read_grids
from desktop.intake.refusals import NeedsPassword
from desktop.services import catalogue, kept_forms, locked_reports, roster_templates
from tests.export import county_forms
from tests.services import hamlet


@pytest.fixture
def people(township):
    return hamlet.settle(township)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "上报.xlsx"


def opened(file, password):
    locked = msoffcrypto.OfficeFile(io.BytesIO(file.read_bytes()))
    locked.load_key(password=password, verify_password=True)
    plain = io.BytesIO()
    locked.decrypt(plain, verify_integrity=True)
    return load_workbook(plain)


def test_only_the_password_opens_it(township, people, file):
    done = locked_reports.write(township, file=file, to="龙山县人社局")
    assert (done.rows, len(done.password)) == (4, 11)
    sheet = opened(file, done.password).worksheets[0]
    names = {sheet.cell(row, 3).value for row in range(1, sheet.max_row + 1)}
    assert set(people) <= names
    with pytest.raises(InvalidKeyError):
        opened(file, "AAAAA-AAAAA")
    with pytest.raises(NeedsPassword):
        read_grids(file)
    assert read_grids(file, done.password)
    for person in people.values():
        assert person.id_no.encode() not in file.read_bytes()


def test_the_fewest_columns_are_sent_unless_more_are_asked_for(township, people, file):
    done = locked_reports.write(township, file=file, to="县局")
    assert done.columns == ("村", "姓名", "身份证号", "就业状态", "务工地点")
    template = RosterTemplate(name="只要姓名", columns=(RosterColumn("person.name"),))
    roster_templates.keep(township, template=template)
    done = locked_reports.write(township, file=file, to="县局", roster="只要姓名")
    assert done.columns == ("姓名",)


def test_a_countys_own_form_is_sent_filled(township, people, file):
    data = county_forms.list_form()
    (file.parent / "县局.xlsx").write_bytes(data)
    kept_forms.keep_file(township, name="县局月报", file=file.parent / "县局.xlsx")
    done = locked_reports.write(township, file=file, to="县局", form="县局月报")
    assert opened(file, done.password)["花名册 表1"]["B5"].value == "田大山"


def test_it_is_logged_without_the_password(township, people, file):
    texts = {"file": str(file), "to": "龙山县人社局"}
    done = catalogue.call(township, "export.locked", texts)
    rows = list(township.ledger.data.rows("SELECT * FROM act ORDER BY pos DESC LIMIT 1"))
    assert "上报加密表格劳动力就业情况（4人，5栏），给龙山县人社局" in rows[0]
    everything = [
        str(value)
        for table in ("act", "meta", "change")
        for row in township.ledger.data.rows(f"SELECT * FROM {table}")
        for value in row
    ]
    assert not any(done.password in text for text in everything)
    again = locked_reports.write(township, file=file, to="龙山县人社局")
    assert again.password != done.password


def test_nothing_is_written_for_nobody_or_to_nobody(township, file):
    with pytest.raises(Refused, match="没有符合条件的人"):
        locked_reports.write(township, file=file, to="县局")
    with pytest.raises(Refused, match="报给哪个单位"):
        locked_reports.write(township, file=file, to=" ")
    with pytest.raises(Refused, match=r"\.xlsx"):
        locked_reports.write(township, file=file.with_suffix(".pdf"), to="县局")
    assert list(file.parent.glob("上报*")) == []
