"""Any verb by its name: over one line of parameters or many, as one act or as many."""

import json
import re

from desktop.services import ledgers


def as_lines(*names):
    return "\n".join(json.dumps({"name": name}) for name in names)


def acts(folder, verb):
    """The labels of the acts of a verb."""
    with ledgers.open_(folder, "geheim").ledger as ledger:
        return [row[0] for row in ledger.data.rows("SELECT label FROM act WHERE verb = ?", [verb])]


def villages(run, folder):
    return {line["name"] for line in run("dump", folder, "area").lines}


def test_a_verb_is_done_by_name_and_its_errors_are_refusals(run, township):
    done = run("do", township, "village.add", "name=新民村")
    assert done.code == 0, done.err
    assert done.json["result"]["name"] == "新民村"
    assert run("do", township, "village.add", "name=新民村").code == 1
    assert run("do", township, "village.add").code == 1
    assert run("do", township, "no.verb").code == 1


def test_lines_on_standard_input_are_one_act(run, township):
    done = run("do", township, "village.add", "--json", "-", stdin=as_lines("甲村", "乙村"))
    assert done.code == 0, done.err
    assert [line["result"]["name"] for line in done.lines] == ["甲村", "乙村"]
    assert acts(township, "village.add") == ["新增村（2项）"]
    assert run("verify", township).code == 0


def test_with_each_every_line_is_an_act_of_its_own(run, township):
    done = run(
        "do", township, "village.add", "--each", "--json", "-", stdin=as_lines("甲村", "乙村")
    )
    assert done.code == 0, done.err
    assert [line["result"]["name"] for line in done.lines] == ["甲村", "乙村"]
    assert acts(township, "village.add") == ["新增村", "新增村"]


def test_a_refused_line_is_named_and_of_one_act_nothing_is_written(run, township):
    lines = as_lines("甲村", "乙村") + "\n\n" + as_lines("甲村", "丙村")
    done = run("do", township, "village.add", "--json", "-", stdin=lines)
    assert done.code == 1
    assert done.out == ""
    assert "第4行" in done.err
    assert "没有写入" in done.err
    assert acts(township, "village.add") == []
    assert villages(run, township).isdisjoint({"甲村", "乙村", "丙村"})
    assert run("verify", township).code == 0


def test_a_refused_line_of_many_acts_keeps_those_before_it(run, township):
    lines = as_lines("甲村", "甲村", "丙村")
    done = run("do", township, "village.add", "--each", "--json", "-", stdin=lines)
    assert done.code == 1
    assert "第2行" in done.err
    assert [line["result"]["name"] for line in done.lines] == ["甲村"]
    assert villages(run, township) & {"甲村", "丙村"} == {"甲村"}


def test_one_act_over_many_lines_is_taken_back_as_one(run, township, sample):
    run("import", township, sample("桃兴村-ledger"))
    people = run("dump", township, "person").lines[:2]
    lines = "\n".join(
        json.dumps({"entity": "person", "record": person["id"], "field": "remark", "text": "甲"})
        for person in people
    )
    assert run("do", township, "cell.set", "--json", "-", stdin=lines).code == 0
    back = run("do", township, "undo.last", "since=0")
    assert back.json["result"]["label"] == "填写（2项）"
    assert back.json["result"]["set_back"] == 2


def test_a_line_that_is_no_object_is_named_before_anything_is_done(run, township):
    for bad in ("[1]", "{", "3"):
        done = run("do", township, "village.add", "--each", "--json", "-",
                   stdin=as_lines("甲村") + "\n" + bad)  # fmt: skip
        assert done.code == 1
        assert "第2行" in done.err
    assert "甲村" not in villages(run, township)
    assert run("do", township, "village.add", "--json", "-", stdin="\n").code == 1


def test_what_writes_more_than_records_is_no_part_of_one_act(run, township):
    lines = "\n".join(json.dumps({"login": login, "passphrase": "abcd1234"}) for login in "甲乙")
    done = run("do", township, "account.add", "--json", "-", stdin=lines)
    assert done.code == 1
    assert "--each" in done.err
    assert run("do", township, "account.add", "--each", "--json", "-", stdin=lines).code == 0


def test_parameters_come_from_a_file_too_and_a_missing_one_is_a_sentence(run, township, tmp_path):
    file = tmp_path / "村.jsonl"
    file.write_text("\ufeff" + as_lines("甲村"), encoding="utf-8")
    assert run("do", township, "village.add", "--json", file).code == 0
    done = run("do", township, "village.add", "--json", tmp_path / "没有.jsonl")
    assert done.code == 1
    assert "没有.jsonl" in done.err


def test_a_bad_choice_is_refused_with_the_choices(run, township):
    done = run("do", township, "account.add", "login=甲", "passphrase=abcd1234", "role=经理")
    assert done.code == 1
    assert "经理" in done.err
    assert "只读、录入、审核、管理员" in done.err


def test_the_verbs_are_listed_with_role_and_parameters(run):
    listed = {verb["name"]: verb for verb in run("verbs", "--json").json["verbs"]}
    assert listed["village.add"]["role"] == "审核"
    assert listed["village.add"]["parameters"][0]["name"] == "name"


def test_verbs_are_listed_for_people_with_chinese_types(run):
    lines = run("verbs").out.splitlines()
    assert "village.add  新增村（审核）  name=文字 [township=文字]" in lines
    assert not re.search(r"=\[?(str|int|bool|Path|tuple|Cost|date)", "".join(lines))


def test_the_dictionary_is_listed_by_entity_with_chinese_kinds(run):
    lines = run("dictionary").out.splitlines()
    assert "人员  person" in lines
    assert "  education  文化程度  选项（education）  必问" in lines
    assert not any("Text" in line or "Code(" in line for line in lines)
