"""The import contracts and the lock, as tests, so that nobody can forget them."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LINT = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True))
"""


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=root,
        env={"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts, to be spoilt."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "desktop", tmp_path / "desktop", ignore=shutil.ignore_patterns("__pycache__")
    )
    return tmp_path


def test_imports_point_downwards():
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("domain/planted.py", "import desktop.storage", "Floors"),
        ("storage/planted.py", "import desktop.intake", "Floors"),
        ("intake/planted.py", "import desktop.export", "Floors"),
        ("services/planted.py", "import desktop.ui", "Floors"),
        ("helpers.py", "", "Floors"),
        ("storage/planted.py", "import desktop.envelope", "The ledger does not know the envelope"),
        ("ui/pages/planted.py", "import desktop.storage", "The window talks to services only"),
        ("domain/planted.py", "import PySide6.QtCore", "Qt stays in the window"),
        ("services/planted.py", "import sqlcipher3", "SQL stays in storage"),
        ("intake/planted.py", "from reportlab.pdfgen import canvas", "Paper stays in export"),
        ("ui/widgets/planted.py", "import desktop.ui.pages", "Inside the window"),
    ],
)
def test_a_wrong_import_breaks_its_contract(copy: Path, module: str, line: str, contract: str):
    (copy / "desktop" / module).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    result = lint_imports(copy)
    assert result.returncode != 0
    if module == "helpers.py":
        assert "desktop.helpers" in result.stdout + result.stderr
    else:
        assert re.search(rf"^{contract}.* BROKEN$", result.stdout, re.MULTILINE), result.stdout


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    wanted = [*project["project"]["dependencies"], *groups["dev"], *groups["build"]]
    return {re.split(r"[<>=!~;\[ ]", name)[0].lower().replace("_", "-") for name in wanted}


def locked() -> str:
    return (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_the_lock_pins_every_declared_package():
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", locked(), re.MULTILINE))
    assert declared() <= pinned


def test_every_locked_package_has_a_hash():
    for entry in re.split(r"^(?=[a-z0-9])", locked(), flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize("lock", ["requirements.lock", "tools/uv.lock"])
def test_a_lock_holds_no_address_and_no_path(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|--index|--extra|--find-links|@|(^|\s)[./~]", text)


def shipped() -> set[str]:
    """What an installed program brings along: the dependencies, and theirs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: set[str] = set()
    waiting = list(project["project"]["dependencies"])
    while waiting:
        wanted = Requirement(waiting.pop())
        name = wanted.name.lower().replace("_", "-")
        if name not in found and (wanted.marker is None or wanted.marker.evaluate({"extra": ""})):
            found.add(name)
            waiting += requires(name) or []
    return found


def test_every_shipped_library_stands_in_the_list_of_licences():
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"[a-z0-9][a-z0-9-]*", text))
    assert shipped() <= listed
