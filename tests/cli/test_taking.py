"""What an import says on the command line."""

HEAD = "户编号,姓名,身份证号,与户主关系,村,{}\n"
ROW = "4331301102100001,周七,43313019850101301X,户主,桃兴村,{}\n"


def roster(folder, heading, cell, name="名单.csv"):
    file = folder / name
    file.write_text(HEAD.format(heading) + ROW.format(cell), encoding="utf-8")
    return file


def test_a_hint_is_told_in_words_and_names_no_rule(run, township, tmp_path):
    run("import", township, roster(tmp_path, "是否享受低保", "是"))
    done = run("import", township, roster(tmp_path, "是否享受低保", "否"))
    assert "，提示 1 处" in done.out
    assert "  提示 表里写“否”，台账里还有这个标识，没有改：第2条" in done.out
    assert "规则0" not in done.out
