"""Comparing a list from the command line."""

from openpyxl import load_workbook

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
