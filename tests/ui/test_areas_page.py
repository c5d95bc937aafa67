"""村组."""

import pytest

from desktop.services import people
from desktop.ui.dialogs.operation_dialog import OperationDialog
from desktop.ui.pages.areas import AreasPage


@pytest.fixture
def page(desk, show):
    return show(AreasPage(desk))


def filled(page, ask, **texts):
    """Open a form, fill it in and submit it."""
    ask()
    dialog = page.findChildren(OperationDialog)[-1]
    for name, text in texts.items():
        part = dialog.parts[name]
        if hasattr(part, "setText"):
            part.setText(text)
        else:
            part.setCurrentText(text)
    dialog.accept()
    return dialog


def names(page):
    return [line.area.name for line in page.villages.table.rows]


def at(page, name):
    page.villages.go_to(names(page).index(name))


def home_village(session):
    return next(one.place.name for one in people.villages(session, empty=False))


def test_a_village_is_added_and_renamed(page):
    filled(page, page.add_village, name="新民村")
    assert "新民村" in names(page)
    at(page, "新民村")
    dialog = filled(page, page.rename_village, name=" ")
    assert dialog.problem.text() == "请填“新村名”"
    dialog.parts["name"].setText("新兴村")
    assert "“新民村”改叫“新兴村”" in dialog.sentence.text()
    dialog.accept()
    assert page.village.area.name == "新兴村"


def test_a_village_with_households_is_merged_and_stays_listed(page, session):
    name = home_village(session)
    at(page, name)
    dialog = filled(page, page.close_village)
    assert "还有户在册" in dialog.problem.text()
    dialog.reject()
    filled(page, page.add_village, name="新民村")
    at(page, name)
    filled(page, page.merge_village, into="新民村")
    at(page, name)
    assert "并入新民村" in page.village.state
    at(page, "新民村")
    assert page.village.households == 2


def test_an_empty_village_is_closed_with_a_date(page):
    filled(page, page.add_village, name="新民村")
    at(page, "新民村")
    page.close_village()
    dialog = page.findChildren(OperationDialog)[-1]
    dialog.day.setText("2026-03-31")
    dialog.accept()
    at(page, "新民村")
    assert page.village.state == "2026-03-31 停用"


def test_groups_are_added_merged_and_closed(page, session):
    at(page, home_village(session))
    filled(page, page.add_group, name="9组")
    assert [line.name for line in page.groups.table.rows] == ["9组", "一组", "二组"]
    page.groups.go_to(1)
    page.rename_group()
    dialog = page.findChildren(OperationDialog)[-1]
    dialog.parts["name"].setText("二组")
    assert "并入“二组”" in dialog.sentence.text()
    dialog.accept()
    page.groups.go_to(0)
    filled(page, page.close_group)
    assert [(line.name, line.households) for line in page.groups.table.rows] == [("二组", 2)]
