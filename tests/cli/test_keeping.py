"""Making, recovering and backing up a ledger, and what is left when it cannot be done."""

import resource

import pytest


def new(run, folder, office="A所", level="乡镇", area="433130110"):
    return run("new", folder, "--office", office, "--level", level, "--area", area, "--json")


def test_a_new_ledger_gives_its_recovery_code_once(run, tmp_path):
    done = new(run, tmp_path / "x")
    assert done.code == 0
    assert len(done.json["recovery_code"]) > 30
    assert done.json["level"] == "township"


def test_a_level_is_taken_by_word_or_label_and_another_is_refused_with_the_choices(run, tmp_path):
    assert new(run, tmp_path / "x", level="township").code == 0
    done = new(run, tmp_path / "y", level="省")
    assert done.code == 2
    assert "村（village）、乡镇（township）、县（county）" in done.err


def test_a_level_that_does_not_fit_the_area_is_refused(run, tmp_path):
    done = new(run, tmp_path / "x", level="county")
    assert done.code == 1
    assert "县级地区" in done.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("office", ["", "  "])
def test_an_office_without_a_name_is_refused_and_nothing_is_made(run, tmp_path, office):
    done = new(run, tmp_path / "x", office=office)
    assert done.code == 1
    assert "单位名称" in done.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("existed", [False, True])
def test_where_no_file_can_grow_no_half_ledger_is_left(run, tmp_path, existed):
    folder = tmp_path / "x"
    if existed:
        folder.mkdir()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, before[1]))
    try:
        done = new(run, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert done.code == 1
    assert done.err
    assert folder.exists() == existed
    assert not existed or list(folder.iterdir()) == []
    assert new(run, folder).code == 0


def test_a_folder_with_files_in_it_is_refused_and_left_alone(run, tmp_path):
    (tmp_path / "别的.txt").write_text("x", encoding="utf-8")
    assert new(run, tmp_path).code == 1
    assert (tmp_path / "别的.txt").exists()


def test_the_recovery_code_sets_a_new_passphrase(run, tmp_path, monkeypatch):
    code = new(run, tmp_path / "x").json["recovery_code"]
    monkeypatch.setenv("LABOUR_LEDGER_PASSPHRASE", "anders99")
    assert run("stats", tmp_path / "x").code == 1
    monkeypatch.setenv("LABOUR_LEDGER_RECOVERY_CODE", code.lower())
    done = run("recover", tmp_path / "x", "--json")
    assert done.code == 0, done.err
    assert done.json["account"] == "管理员"
    assert run("stats", tmp_path / "x").code == 0
    monkeypatch.setenv("LABOUR_LEDGER_PASSPHRASE", "geheim")
    assert run("stats", tmp_path / "x").code == 1


def test_a_wrong_recovery_code_changes_nothing(run, tmp_path, monkeypatch):
    other = new(run, tmp_path / "y").json["recovery_code"]
    new(run, tmp_path / "x")
    for code, words in ((other, "不属于本台账"), ("ABCD", "恢复码应有")):
        monkeypatch.setenv("LABOUR_LEDGER_RECOVERY_CODE", code)
        done = run("recover", tmp_path / "x")
        assert done.code == 1
        assert words in done.err
    assert run("stats", tmp_path / "x").code == 0


def test_a_backup_restores_to_a_new_device(run, township, tmp_path):
    file = tmp_path / "b.ldb"
    assert run("backup", township, "-o", file).code == 0
    assert run("restore", file, tmp_path / "back").code == 0
    assert run("verify", tmp_path / "back").code == 0
    assert run("restore", file, tmp_path / "back").code == 1


def test_a_backup_is_never_written_over_silently(run, township, tmp_path):
    file = tmp_path / "b.ldb"
    file.write_bytes(b"a former backup")
    done = run("backup", township, "-o", file)
    assert done.code == 1
    assert "--overwrite" in done.err
    assert file.read_bytes() == b"a former backup"
    assert run("backup", township, "-o", file, "--overwrite").code == 0
    assert run("restore", file, tmp_path / "back").code == 0
