"""Wrong clocks are pointed out, and nothing else follows from them."""

import pytest

from desktop.services import clocks, packages, partners
from tests.services.offices import COUNTY, TOWNSHIP, dump, edit, introduce, office, populate


@pytest.fixture
def two(tmp_path):
    township, county = office(tmp_path, TOWNSHIP), office(tmp_path, COUNTY)
    introduce(tmp_path, township, county)
    people = populate(township, 10)
    yield township, county, tmp_path / "stick", people
    township.close()
    county.close()


def at(monkeypatch, moment):
    monkeypatch.setattr(partners, "now", lambda: moment)


def send(monkeypatch, township, stick, moment):
    with monkeypatch.context() as patch:
        at(patch, moment)
        return packages.send(township, to="龙山县", folder=stick).file


def odd(county, file):
    received = packages.receive(county, files=[file])[0]
    assert received.refused is None
    assert received.parked is None
    return [line for line in received.report if "时间" in line]


def test_a_package_from_the_future_is_pointed_out_and_merged(two, monkeypatch):
    township, county, stick, _ = two
    at(monkeypatch, "2026-06-30T08:00:00+00:00")
    (line,) = odd(county, send(monkeypatch, township, stick, "2031-01-05T08:00:00+00:00"))
    assert "2031年1月5日" in line
    assert "比本机晚" in line
    assert dump(county, "office") == dump(township, "office")


def test_a_clock_that_went_back_is_pointed_out_once(two, monkeypatch):
    township, county, stick, people = two
    at(monkeypatch, "2099-06-30T08:00:00+00:00")
    assert odd(county, send(monkeypatch, township, stick, "2026-06-30T08:00:00+00:00")) == []
    edit(township, people[0].id, phone="13900001111")
    (line,) = odd(county, send(monkeypatch, township, stick, "2015-01-01T08:00:00+00:00"))
    assert "倒退" in line
    assert "2026年6月30日" in line
    edit(township, people[0].id, phone="13900002222")
    assert odd(county, send(monkeypatch, township, stick, "2026-07-02T08:00:00+00:00")) == []


def test_an_older_package_that_comes_late_is_not_odd(two, monkeypatch):
    township, county, stick, people = two
    at(monkeypatch, "2099-06-30T08:00:00+00:00")
    first = send(monkeypatch, township, stick, "2026-06-01T08:00:00+00:00")
    edit(township, people[0].id, phone="13900001111")
    second = send(monkeypatch, township, stick, "2026-06-30T08:00:00+00:00")
    assert odd(county, second) == []
    assert odd(county, first) == []


def test_acts_from_the_future_are_pointed_out(two, monkeypatch):
    township, county, stick, _ = two
    file = send(monkeypatch, township, stick, "2020-01-01T00:00:00+00:00")
    at(monkeypatch, "2020-01-01T00:30:00+00:00")
    (line,) = odd(county, file)
    assert "将来的操作" in line


def test_a_pc_that_has_fallen_back_is_told_at_start_until_it_is_right(two, monkeypatch):
    township, *_ = two
    at(monkeypatch, "2026-06-30T08:00:00+00:00")
    assert clocks.at_start(township) == ""
    at(monkeypatch, "2026-06-30T07:00:00+00:00")
    assert clocks.at_start(township) == ""
    at(monkeypatch, "2010-01-01T00:00:00+00:00")
    for _ in range(2):
        assert "比上次打开台账时" in clocks.at_start(township)
    clocks.believe(township)
    assert clocks.at_start(township) == ""
