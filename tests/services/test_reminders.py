"""Who is reminded of a receipt, and when no longer."""

from dataclasses import replace
from datetime import date, timedelta

from desktop.services import packages, reminders
from tests.services.offices import COUNTY, TOWNSHIP, edit, introduce, office, populate


def test_an_office_without_receipt_is_named_until_it_answers(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 10)
    stick = tmp_path / "stick"
    lost = packages.send(township, to="龙山县", folder=stick)
    lost.file.unlink()
    edit(township, people[0].id, phone="13900001111")
    second = packages.send(township, to="龙山县", folder=stick)
    later = replace(township, today=lambda: date.today() + timedelta(days=8))
    assert reminders.unanswered(township) == []
    assert reminders.unanswered(later, days=9) == []
    (found,) = reminders.unanswered(later)
    assert (found.name, found.packages, found.days) == ("龙山县人社局", 2, 8)
    assert "8天没有回执" in str(found)
    receipt = packages.receive(county, files=[second.file])[0].receipt
    packages.receive(township, files=[receipt])
    assert reminders.unanswered(later) == []
    township.close()
    county.close()
