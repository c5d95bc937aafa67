"""The harness of the benchmarks: that baselines do their work and ratios are told rightly."""

import sqlite3
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from tests import population
from tests.benchmarks import baselines
from tests.benchmarks.ratio import Report, Timing, best_of, timed

TABLES = [("person", ("name", "id_no"), [("田大山", "1"), ("彭秀英", "2")])]


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "表.xlsx"
    population.write_roster(path, population.township("433130110", 60, 1))
    return path


def test_timed_tells_how_long_and_how_much():
    with timed() as timing:
        held = bytearray(64_000_000)
    assert len(held) == 64_000_000
    assert timing.seconds > 0
    assert timing.peak_mb > 61


def test_timed_tells_even_when_the_work_fails():
    with pytest.raises(KeyError), timed() as timing:
        raise KeyError
    assert timing.seconds > 0


def test_best_of_runs_that_often():
    calls = []
    timing = best_of(3, lambda: calls.append(1))
    assert len(calls) == 3
    assert timing.seconds > 0


def test_a_ratio_is_ours_by_the_baseline():
    row = Report().add("work", Timing(3.0), Timing(2.0), most=1.5)
    assert row.ratio == 1.5
    assert row.reached
    assert not Report().add("work", Timing(3.1), Timing(2.0), most=1.5).reached


def test_the_report_is_one_markdown_table(tmp_path):
    report = Report()
    report.add("import", Timing(12.0, 200.4), Timing(2.0, 90.0), most=4.0)
    report.add("search", Timing(0.003), Timing(0.002), most=2.0)
    report.add("fill", Timing(0.5))
    report.add_size("package", 40_000, 2_000_000, 0.05)
    report.write(tmp_path / "out.md")
    assert (tmp_path / "out.md").read_text(encoding="utf-8").splitlines() == [
        "| work | baseline | ours | ratio | to reach | peak MB |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        "| import | 2.00 s | 12.00 s | 6.00 ! | ≤ 4 | 200 |",
        "| search | 2.00 ms | 3.00 ms | 1.50 | ≤ 2 |  |",
        "| fill |  | 0.50 s |  |  |  |",
        "| package | 2.00 MB | 0.04 MB | 0.0200 | ≤ 0.05 |  |",
    ]


def test_a_sheet_is_read_and_inserted_row_by_row(workbook, tmp_path):
    # Below the people stands the line for signatures.
    assert baselines.read_and_insert(workbook, tmp_path / "bare.db", 4) == 61
    assert baselines.read_with_openpyxl(workbook) == 65
    with sqlite3.connect(tmp_path / "bare.db") as plain, pytest.raises(sqlite3.DatabaseError):
        plain.execute("SELECT * FROM row")


def test_tables_are_inserted_and_indexed(tmp_path):
    assert baselines.insert_all(tmp_path / "bare.db", TABLES, indexed=["id_no"]) == 2
    connection = baselines.opened(tmp_path / "bare.db")
    rows = connection.execute("SELECT * FROM person INDEXED BY person_id_no ORDER BY id_no")
    assert rows.fetchall() == [("田大山", "1"), ("彭秀英", "2")]
    connection.close()


def test_tables_are_dumped_as_zipped_csv(tmp_path):
    assert baselines.dump_zipped(tmp_path / "all.z", TABLES) == 2
    text = zlib.decompress((tmp_path / "all.z").read_bytes()).decode()
    assert text.splitlines() == ["name,id_no", "田大山,1", "彭秀英,2"]


def test_rows_are_drawn_with_their_text(tmp_path):
    rows = [(f"{number}", "田大山") for number in range(40)]
    assert baselines.draw(tmp_path / "bare.pdf", rows, [20, 60]) == 2
    with pypdfium2.PdfDocument(tmp_path / "bare.pdf") as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert len(texts) == 2
    assert texts[0].count("田大山") == 24
    assert "39" in texts[1]


def test_rows_are_written_to_a_workbook(tmp_path):
    assert baselines.write_workbook(tmp_path / "bare.xlsx", [("田大山", "1"), ("彭", None)]) == 2
    sheet = CalamineWorkbook.from_path(tmp_path / "bare.xlsx").get_sheet_by_index(0)
    assert sheet.to_python() == [["田大山", "1"], ["彭", ""]]


def test_bare_people_are_found_by_index_and_by_trigram(tmp_path):
    people = [("田大山", "tds", "433130199001011234", "13800000001"),
              ("彭秀英", "pxy", "433130198502022345", "13900000002")]  # fmt: skip
    bare = baselines.BarePeople(tmp_path / "people.db", people, per_household=2)
    home = ("0000000", "坪头村")
    shown = [(name, id_no, phone, *home) for name, _, id_no, phone in people]
    assert bare.beginning("initials", "td") == shown[:1]
    assert bare.beginning("phone", "1") == shown
    assert bare.containing("0101") == shown[:1]
    assert bare.containing("彭秀英") == shown[1:]
    bare.index_given()
    assert bare.beginning("given", "秀") == shown[1:]
    bare.close()


def test_the_bare_window_opens_and_leaves_its_byte_code(tmp_path):
    assert baselines.bare_window(tmp_path).seconds > 0
    assert list(tmp_path.rglob("bare_window*.pyc"))


def test_a_program_that_ends_before_it_is_ready_is_no_measurement(tmp_path):
    with pytest.raises(RuntimeError, match="before it was ready"):
        baselines.started([sys.executable, "-c", "print('no')"], tmp_path)


def test_benchmarks_are_collected_only_when_asked_for():
    root = Path(__file__).parents[1]
    asking = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]

    def collected(*paths):
        run = subprocess.run([*asking, *paths], cwd=root, capture_output=True, text=True)
        return run.stdout

    assert collected("tests/benchmarks").count("bench_print.py::test_paper") == 1
    assert collected("tests/benchmarks/bench_print.py").count("::test_paper") == 1
    assert "bench_" not in collected("tests/test_population.py", "tests/domain/test_ids.py")
