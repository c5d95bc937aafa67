"""The commands do what their help says, and refuse with a sentence."""

from desktop.cli.main import MODULES, commands

TAOXING = "桃兴村-ledger.xlsx"


def test_a_wrong_passphrase_is_refused_with_a_sentence(run, township, monkeypatch):
    monkeypatch.setenv("LABOUR_LEDGER_PASSPHRASE", "other")
    done = run("stats", township)
    assert done.code == 1
    assert "密码不对" in done.err
    assert done.out == ""


def test_importing_tells_each_file_in_json(run, township, sample):
    done = run("import", township, sample(TAOXING), "--json")
    assert done.code == 0, done.err
    (file,) = done.json["files"]
    counts = {key: file[key] for key in ("rows", "households", "added", "updated", "unchanged")}
    assert counts == {"rows": 254, "households": 70, "added": 254, "updated": 0, "unchanged": 0}
    assert file["batch"]
    assert {"line", "column", "rule", "level", "value", "message"} <= set(file["findings"][0])


def test_a_file_that_cannot_be_read_does_not_stop_the_others(run, township, sample, tmp_path):
    bad = tmp_path / "坏表.xlsx"
    bad.write_bytes(b"PK\x03\x04 no more")
    done = run("import", township, bad, sample(TAOXING), "--json")
    assert done.code == 1
    assert "坏表" in done.err
    assert [("error" in file, file.get("added")) for file in done.json["files"]] == [
        (True, None),
        (False, 254),
    ]


def test_a_dry_run_changes_nothing(run, township, sample):
    done = run("import", township, sample(TAOXING), "--dry-run", "--json")
    assert done.json["files"][0]["added"] == 254
    assert done.json["files"][0]["batch"] == ""
    assert run("dump", township, "person").out == ""


def test_the_named_round_is_made_and_used_again(run, township, sample):
    run("import", township, sample(TAOXING), "--round", "2026年摸底")
    again = run("import", township, sample(TAOXING), "--round", "2026年摸底", "--json")
    assert again.json["files"][0]["unchanged"] == 254
    names = [line["name"] for line in run("dump", township, "survey_round").lines]
    assert names == ["2026年摸底"]


def test_an_import_can_be_taken_back(run, township, sample):
    batch = run("import", township, sample(TAOXING), "--json").json["files"][0]["batch"]
    done = run("undo-import", township, batch, "--json")
    assert done.code == 0
    assert done.json["deleted"]["person"] == 254
    assert run("dump", township, "person").out == ""
    assert run("undo-import", township, batch).code == 1


def test_a_dump_has_the_household_and_relation_of_each_person(run, township, sample):
    run("import", township, sample(TAOXING))
    people = run("dump", township, "person").lines
    households = run("dump", township, "household").lines
    numbers = {line["id"]: line["household_no"] for line in households}
    first = next(line for line in people if line["name"] == "张雷")
    assert numbers[first["household"]] == first["household_no"] == "4331301102100001"
    assert (first["relation"], first["birth"], first["id_no"]) == (
        "户主", "1972-12-14", "433130197212142210")  # fmt: skip
    labelled = run("dump", township, "person", "--labels").lines
    assert (
        next(line for line in labelled if line["name"] == "张雷")["household"] == "4331301102100001"
    )


def test_finding_goes_by_initials_and_number(run, township, sample):
    run("import", township, sample(TAOXING))
    by_initials = run("find", township, "zl", "--json").json["found"]
    assert "张雷" in {hit["name"] for hit in by_initials}
    by_number = run("find", township, "433130197212142210", "--json").json["found"]
    assert [hit["name"] for hit in by_number] == ["张雷"]


def test_checking_lists_what_is_wrong(run, township, sample):
    run("import", township, sample(TAOXING))
    found = run("check", township, "--json").json["findings"]
    assert {1, 2, 4, 5, 9, 12, 25, 38, 43} <= {finding["rule"] for finding in found}


def test_an_unknown_entity_is_refused_with_those_there_are(run, township):
    done = run("dump", township, "horse")
    assert done.code == 1
    assert "person" in done.err


def test_a_backup_restores_to_a_new_device(run, township, tmp_path):
    file = tmp_path / "b.ldb"
    assert run("backup", township, "-o", file).code == 0
    assert run("restore", file, tmp_path / "back").code == 0
    assert run("verify", tmp_path / "back").code == 0
    assert run("restore", file, tmp_path / "back").code == 1


def test_the_check_tells_village_household_and_name(run, township, sample):
    run("import", township, sample(TAOXING))
    done = run("check", township)
    assert done.code == 0
    assert "  桃兴村 户4331301102100012 乔秀兰：乔秀兰的联系电话“1985139064”" in done.out
    (phone,) = (f for f in run("check", township, "--json").json["findings"] if f["rule"] == 25)
    assert (phone["village"], phone["household_no"], phone["name"], phone["severity"]) == (
        "桃兴村", "4331301102100012", "乔秀兰", "错误")  # fmt: skip


def test_doubts_that_a_whole_village_has_are_one_line_unless_all_are_wanted(run, township, sample):
    run("import", township, sample(TAOXING))
    short, whole = run("check", township).out, run("check", township, "--all").out
    assert "  桃兴村 105人：张雷、" in short
    assert "没有填起始时间" not in short
    assert whole.count("没有填起始时间") == 105
    assert len(short.splitlines()) < 40 < len(whole.splitlines())


def test_an_import_tells_its_doubts_by_rule_with_their_first_lines(run, township, sample):
    done = run("import", township, sample(TAOXING))
    assert "错误 10 处" in done.out
    doubts = [line for line in done.out.splitlines() if line.startswith("  疑点 规则16")]
    assert len(doubts) == 1
    assert "务工缺地点或起始时间：第" in doubts[0]
    assert doubts[0].endswith("等105处")


def test_no_two_commands_have_one_name():
    named = [command.name for module in MODULES for command in module.COMMANDS]
    assert sorted(named) == sorted(set(named)) == sorted(commands.commands)
