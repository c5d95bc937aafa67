"""Tables that others ask for, by the command line."""

from openpyxl import load_workbook

from desktop.domain.roster_template import RosterColumn, RosterTemplate, to_text
from tests.domain import make
from tests.export import county_forms


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


def test_a_form_is_filled_for_a_village(run, township, sample, tmp_path):
    assert run("import", township, sample("桃源村-legacy-xls")).code == 0
    county, out = tmp_path / "县局.xlsx", tmp_path / "填好.xlsx"
    county.write_bytes(county_forms.list_form())
    done = run("fill", township, county, "-o", out, "--village", "桃源村", "--ids", "只留后4位")
    assert done.code == 0, done.err
    assert "没有填的：年收入" in done.out
    sheet = load_workbook(out)["花名册 表1"]
    assert len(str(sheet["D5"].value)) == 4
    assert sheet.cell(5, 2).value
    assert run("fill", township, county, "-o", out, "--filter", "没有的").code == 1


def test_a_shared_roster_is_taken_in_and_made(run, township, sample, tmp_path):
    assert run("import", township, sample("桃源村-legacy-xls")).code == 0
    shared = tmp_path / "名册.json"
    template = RosterTemplate(name="周报", columns=(RosterColumn("person.name"),))
    shared.write_text(to_text(template), encoding="utf-8")
    assert run("do", township, "roster.take", f"file={shared}").code == 0
    done = run("roster", township, "周报", "-o", tmp_path / "周报.xlsx", "--json")
    assert done.json["rows"] > 0
    assert load_workbook(tmp_path / "周报.xlsx").sheetnames == ["周报"]


def test_the_password_of_a_locked_report_is_said_once(run, township, sample, tmp_path):
    assert run("import", township, sample("桃源村-legacy-xls")).code == 0
    done = run("locked", township, "-o", tmp_path / "上报.xlsx", "--to", "龙山县人社局")
    assert done.code == 0, done.err
    assert "只显示这一次" in done.out
    assert not (tmp_path / "上报.xlsx").read_bytes().startswith(b"PK")
