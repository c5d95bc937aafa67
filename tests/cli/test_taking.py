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


def test_a_column_is_taken_as_the_command_says_and_remembered(run, township, tmp_path):
    file = roster(tmp_path, "星座", "白羊")
    done = run("import", township, file, "--map", "星座=备注", "--json")
    assert done.code == 0, done.err
    (person,) = run("dump", township, "person").lines
    assert person["remark"] == "白羊"
    run("import", township, roster(tmp_path, "星座", "金牛", "又一张.csv"))
    (person,) = run("dump", township, "person").lines
    assert person["remark"] == "金牛"


def test_a_column_that_the_ledger_has_not_is_refused_in_words(run, township, tmp_path):
    done = run("import", township, roster(tmp_path, "星座", "白羊"), "--map", "星座=生肖")
    assert done.code == 1
    assert "台账里没有“生肖”这一栏" in done.err
