"""Tables that others ask for, by the command line."""

from tests.domain import make


def test_a_column_of_id_numbers_is_looked_at_without_a_ledger(run):
    good = make.id_no("1990-05-04", "男")
    done = run("id-tool", stdin=f"{good}\n430181900504123\n12345\n")
    assert done.code == 1
    head, first, second, third = (line.split("\t") for line in done.out.splitlines())
    assert head[:4] == ["行", "原来的", "结果", "问题或说明"]
    assert first[1:4] == [good, "对", ""]
    assert second[2] == "对"
    assert len(second[4]) == 18
    assert third[2] == "错"
    assert "5位" in third[3]
    assert "对 2，错 1" in done.err
    assert run("id-tool", "--json", stdin=good).json["lines"][0]["number"] == good
