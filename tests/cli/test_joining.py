"""Setting up an office below, and mending a passphrase, from the command line."""

import pytest


@pytest.fixture
def joined(run, township, tmp_path):
    """A village that joined its township, and its folder."""
    given = run("invite", township, "--area", "石牌洞社区", "--office", "石牌洞社区",
                "-o", tmp_path / "village.ldi", "--json").json  # fmt: skip
    folder = tmp_path / "village"
    done = run("join", tmp_path / "village.ldi", folder, "--code", given["code"], "--json")
    assert (done.code, done.json["office"]) == (0, "石牌洞社区")
    return folder


def test_a_joined_office_sends_at_once_and_is_known(run, township, joined, tmp_path):
    sent = run("send", joined, "--to", "石牌镇人社所", "-o", tmp_path / "stick", "--json").json
    done = run("receive", township, *sent["files"], "--json")
    assert (done.code, done.json["files"][0]["refused"]) == (0, None)


def test_a_wrong_code_joins_nothing(run, township, tmp_path):
    run("invite", township, "--area", "石牌洞社区", "--office", "村", "-o", tmp_path / "v.ldi")
    done = run("join", tmp_path / "v.ldi", tmp_path / "village", "--code", "AAAAA-AAAAA")
    assert done.code == 1
    assert "口令不对" in done.err
    assert not (tmp_path / "village").exists()


def test_a_lost_passphrase_is_mended_in_three_steps(run, township, joined, tmp_path, monkeypatch):
    asked = run("rescue", "ask", joined, "--office", "石牌洞社区", "-o", tmp_path / "a.ldq",
                "--json").json  # fmt: skip
    answered = run("rescue", "answer", township, asked["file"], "-o", tmp_path / "b.lda", "--json")
    assert answered.json["mark"] == asked["mark"]
    monkeypatch.setenv("LABOUR_LEDGER_PASSPHRASE", "a new one")
    done = run("rescue", "use", joined, tmp_path / "b.lda", "--code", answered.json["code"])
    assert done.code == 0
    assert run("stats", joined).code == 0
