"""The program's version is one thing: in its package, its files and its packages."""

import tomllib
from pathlib import Path

from desktop.domain.version import VERSION


def test_the_package_is_of_this_version():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["version"] == VERSION
