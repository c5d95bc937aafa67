"""Cards are shown before they are trusted, and packages told in people and households."""

import pytest


@pytest.fixture
def county(run, tmp_path):
    folder = tmp_path / "county"
    done = run("new", folder, "--office", "龙山县人社局", "--level", "county", "--area", "433130")
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def card(run, county, tmp_path):
    file = tmp_path / "龙山县.ldk"
    assert run("card", county, "-o", file).code == 0
    return file


def fingerprint(run, township, card):
    return run("trust", township, card, "--json").json["card"]["fingerprint"]


def test_office_and_fingerprint_are_shown_before_trusting(run, township, card):
    done = run("trust", township, card)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0].startswith("单位：龙山县人社局（县级，")
    assert lines[0].endswith("433130）")
    assert lines[1].startswith("指纹：")
    assert lines[1].removeprefix("指纹：") in lines[-1]
    assert "已信任" in lines[-1]


def test_at_a_terminal_who_says_no_trusts_nobody(run, township, card, monkeypatch, answered):
    with answered("n"):
        done = run("trust", township, card)
    assert done.code == 1
    assert "已取消" in done.err
    assert run("send", township, "--to", "龙山县人社局", "-o", card.parent).code == 1
    with answered("y"):
        assert run("trust", township, card).code == 0


def test_yes_and_json_ask_nothing(run, township, card, answered):
    with answered(""):
        assert run("trust", township, card, "--yes").code == 0
        assert run("trust", township, card, "--json").code == 0


def test_a_damaged_card_is_refused_before_anything_is_shown(run, township, card):
    card.write_bytes(card.read_bytes().replace("龙山县".encode(), "永顺县".encode()))
    done = run("trust", township, card)
    assert done.code == 1
    assert done.out == ""


def test_a_package_is_told_in_households_and_people(run, township, county, card, sample, tmp_path):
    run("import", township, sample("桃兴村-ledger"))
    run("card", township, "-o", tmp_path / "石牌镇.ldk")
    run("trust", township, card)
    run("trust", county, tmp_path / "石牌镇.ldk")
    run("send", township, "--to", "龙山县", "-o", tmp_path)
    (package,) = tmp_path.glob("*.ldp")
    done = run("receive", county, package)
    assert done.code == 0, done.err
    assert "石牌镇人社所：新增70户254人" in done.out


def test_a_package_is_taken_back_and_adopted_again(run, township, county, card, sample, tmp_path):
    run("import", township, sample("桃兴村-ledger"))
    run("card", township, "-o", tmp_path / "石牌镇.ldk")
    run("trust", township, card)
    run("trust", county, tmp_path / "石牌镇.ldk")
    sent = run("send", township, "--to", "龙山县", "-o", tmp_path, "--village", "桃兴村", "--json")
    assert sent.json["headers"][0]["scope"] == ["433130110210"]
    done = run("receive", county, sent.json["files"][0], "-o", tmp_path, "--json")
    run("receive", township, done.json["files"][0]["receipt"])
    undone = run("undo-package", county, "--json").json
    assert (undone["before"]["persons"], undone["after"]["persons"]) == (254, 0)
    assert "没有可撤销" in run("undo-package", county).err
    again = run("undo-package", county, "--restore")
    assert "现有70户254人" in again.out
    none = run("send", township, "--to", "龙山县", "-o", tmp_path, "--village", "桃兴村")
    assert (none.code, none.err.strip()) == (1, "没有新的内容要报")
