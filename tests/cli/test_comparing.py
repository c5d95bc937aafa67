"""Comparing a list from the command line."""

from openpyxl import load_workbook

from tests.services.outside_lists import write_list

TAOXING = "桃兴村"


def test_a_list_is_compared_told_and_written(run, township, sample, tmp_path):
    run("import", township, sample(TAOXING))
    out = tmp_path / "结果.xlsx"
    done = run("compare", township, sample(TAOXING), "-o", out)
    assert done.code == 0
    assert "按身份证号比对；范围：桃兴村" in done.out
    assert "只在对方 0" in done.out
    assert load_workbook(out).sheetnames[0] == "一致"


def test_the_result_is_one_object(run, township, sample):
    run("import", township, sample(TAOXING))
    told = run("compare", township, sample(TAOXING), "--json").json
    assert sum(told["counts"].values()) == len(told["lines"])
    assert {line["result"] for line in told["lines"]} <= set(told["counts"])


def test_a_village_and_a_key_can_be_chosen(run, township, sample):
    run("import", township, sample(TAOXING))
    done = run("compare", township, sample(TAOXING), "--key", "姓名+村", "--villages", "桃源村")
    assert "按姓名+村比对；范围：桃源村" in done.out
    refused = run("compare", township, sample(TAOXING), "--key", "脸")
    assert (refused.code, "可以选" in refused.err) == (1, True)


def test_a_list_of_problems_is_taken_in_answered_and_returned(run, township, tmp_path):
    path, out = write_list(tmp_path / "疑点.xlsx"), tmp_path / "回.xlsx"
    taken = run("do", township, "outside.take_in", f"file={path}", "source=县社保局",
                "due=2026-07-15")  # fmt: skip
    assert taken.code == 0, taken.err
    file = taken.json["result"]["file"]
    done = run("do", township, "outside.answer_all", f"file={file}", "answer=3")
    assert done.code == 0, done.err
    back = run("do", township, "outside.return", f"file={file}", f"out={out}")
    assert back.json["result"]["answered"] == 3
    assert load_workbook(out).active["F3"].value == "无法核实"
