"""Receipts on paper, from the command line."""

import pytest


@pytest.fixture
def county(run, tmp_path):
    folder = tmp_path / "county"
    done = run("new", folder, "--office", "龙山县人社局", "--level", "county", "--area", "433130")
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def friends(run, township, county, tmp_path):
    """Each trusts the other."""
    for one, other in ((township, county), (county, township)):
        card = tmp_path / f"{one.name}.ldk"
        assert run("card", one, "-o", card).code == 0
        assert run("trust", other, card, "--yes").code == 0
    return township, county


def test_a_slip_is_printed_and_its_code_entered(run, friends, tmp_path):
    township, county = friends
    sent = run("send", township, "--to", "龙山县", "-o", tmp_path, "--json").json
    assert run("receive", county, sent["files"][0]).code == 0
    package = sent["headers"][0]["package_id"]
    made = run("slip", county, package, "-o", tmp_path / "回执", "--json")
    assert made.code == 0, made.err
    assert (tmp_path / "回执.pdf").read_bytes().startswith(b"%PDF")
    done = run("enter-slip", township, made.json["slip"]["code"])
    assert done.code == 0, done.err
    assert "已记为“已合并”" in done.out
    assert run("enter-slip", township, "AAAAA-AAAAA").code == 1


def test_lists_are_sent_to_all_below_at_once(run, friends, tmp_path):
    township, county = friends
    done = run("send-down", county, "-o", tmp_path / "stick", "--lists-only", "--json")
    assert done.code == 0, done.err
    (sent,) = done.json["sent"]
    assert sent["headers"][0]["kind"] == "config"
    assert "person" not in sent["headers"][0]["counts"]
    assert "代码和参数" in run("receive", township, sent["files"][0]).out
    assert run("send-down", township, "-o", tmp_path).code == 1


def test_a_stick_is_looked_through_and_the_rest_is_listed(run, friends, tmp_path):
    township, county = friends
    stick = tmp_path / "stick"
    run("send", township, "--to", "龙山县", "-o", stick)
    (found,) = run("find-files", county, stick, "--json").json["found"]
    assert (found["kind"], found["state"]) == ("上报包", "新")
    assert run("receive", county, found["file"]).code == 0
    standings = {one["standing"] for one in run("devices", county, "--json").json["devices"]}
    assert standings == {"本机", "在用"}
    assert run("returns", county).out.strip() == "没有退回的户"
    assert run("handover", county, "-o", tmp_path / "交接").code == 0
    assert (tmp_path / "交接.pdf").read_bytes().startswith(b"%PDF")
