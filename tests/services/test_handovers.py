"""报送函 and 移交清单: what stands on them is what the package says of itself."""

from dataclasses import replace
from datetime import date

import pypdfium2 as pdfium
import pytest

from desktop.services import packages, prints
from desktop.services.orders import Order
from tests.export.documents.geometry import faults
from tests.services.offices import COUNTY, TOWNSHIP, introduce, office, populate
from tests.services.test_parts import fill, send_small


@pytest.fixture
def sent(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    populate(township, 30)
    made = packages.send(township, to="龙山县人社局", folder=tmp_path / "stick")
    yield replace(township, today=lambda: date(2026, 6, 30)), made
    township.close()
    county.close()


def pages_of(data):
    with pdfium.PdfDocument(data) as document:
        return ["".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_letter_and_list_say_what_the_package_says(sent):
    session, made = sent
    data, printed, _ = prints.made(session, Order(document="handover"))
    letter, *listed = pages_of(data)
    header = made.header
    for expected in ("关于报送农村劳动力资源台账数据的函", "龙山县人社局：", header.digest,
                     f"人员记录{header.counts['person']}条", "2026年6月30日", "附件：1.移交清单",
                     "—1—"):  # fmt: skip
        assert expected in letter
    whole = "".join(listed)
    for expected in (header.package_id, header.body_sha256, header.digest, "接收人（签字）：",
                     f"{header.counts['household']}条"):  # fmt: skip
        assert expected in whole
    assert printed.version in whole
    assert list(faults(data)) == []


def test_the_package_of_an_id_is_told_and_another_is_refused(sent):
    session, made = sent
    told = (f"包编号={made.header.package_id}",)
    data, _, _ = prints.made(session, Order(document="handover", told=told))
    assert data == prints.made(session, Order(document="报送函及移交清单"))[0]


def test_a_letter_can_be_kept_as_pdf_but_not_as_a_sheet(sent, tmp_path):
    session, _ = sent
    made = prints.pdf(session, document="handover", file=tmp_path / "函.pdf")
    assert made.pages >= 2
    with pytest.raises(prints.Refused, match="只能打印"):
        prints.sheet(session, document="handover", file=tmp_path / "函.xlsx")


def test_the_letter_of_a_package_in_parts_counts_all_of_them(tmp_path, monkeypatch):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    fill(township, 40)
    made = send_small(township, tmp_path / "stick", monkeypatch)
    assert len(made.headers) > 2
    told = f"包编号={made.headers[1].package_id}"
    latest = prints.made(township, Order(document="handover"))[0]
    assert prints.made(township, Order(document="handover", told=(told,)))[0] == latest
    letter, *listed = pages_of(latest)
    persons = sum(header.counts.get("person", 0) for header in made.headers)
    assert f"人员记录{persons}条" in letter
    assert f"分{len(made.headers)}份" in letter
    assert all(header.digest in "".join(listed) for header in made.headers)
    township.close()
    county.close()
