"""What a round asks otherwise than usual."""

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.asking import MOVES, movable, read, written
from desktop.domain.branches import branch, is_asked, rest
from desktop.domain.entities import STANDARD
from desktop.domain.kinds import Ask

PATHS = [field.path for field in movable(STANDARD)]


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(PATHS), st.sampled_from(MOVES)))
def test_what_is_written_is_read_again(moved):
    assert read(written(moved), STANDARD) == moved


def test_what_a_newer_program_moves_is_left_alone():
    assert read("person.later=必问;person.phone=有空再问;person.phone", STANDARD) == {}
    assert read(None, STANDARD) == {}


def test_a_field_that_is_asked_more_comes_after_the_branch_of_everybody():
    moved = {"person.political": Ask.ALWAYS}
    for status in ("转移就业", "在校", None):
        asked = branch(STANDARD, status, wishes=False, moved=moved)
        assert asked[-1].path == "person.political"


def test_a_field_of_work_that_is_asked_more_is_asked_of_those_who_work():
    moved = {"employment_spell.industry": Ask.ALWAYS}
    asked = {status: branch(STANDARD, status, wishes=False, moved=moved)
             for status in ("转移就业", "暂未就业")}  # fmt: skip
    assert [field.path for field in asked["转移就业"]].count("employment_spell.industry") == 1
    assert "employment_spell.industry" not in {field.path for field in asked["暂未就业"]}


def test_a_field_that_is_asked_less_leaves_the_branch_and_stays_within_reach():
    moved = {"employment_spell.trade": Ask.OPTIONAL, "person.phone": Ask.NEVER}
    asked = {field.path for field in branch(STANDARD, "转移就业", wishes=False, moved=moved)}
    assert "employment_spell.trade" not in asked
    assert not is_asked("转移就业", "person.phone", moved)
    found = [field.path for field in rest(STANDARD, "转移就业", shown=asked, moved=moved)]
    assert "employment_spell.trade" in found
    assert found.index("person.phone") > found.index("employment_spell.trade")
