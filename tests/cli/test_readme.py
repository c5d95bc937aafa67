"""The README's day of a township, pasted line by line, works as it stands."""

import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BATCH = re.compile("[0-9a-f]{8}-[0-9a-f-]{27}")


def commands():
    """The command lines of the README, without their comments."""
    text = (ROOT / "README.md").read_text("utf-8")
    for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
        for line in block.splitlines():
            words = shlex.split(line, comments=True)
            if words[:1] == ["labour-ledger"]:
                yield words[1:]


def expanded(word):
    """What the shell makes of a word."""
    return sorted(map(str, Path().glob(word))) or [word] if "*" in word else [word]


@pytest.fixture
def clerk(monkeypatch, tmp_path):
    """Somebody in an empty folder beside the samples."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "resources").symlink_to(ROOT / "resources")


def test_a_townships_day_goes_through_as_the_readme_says(run, clerk):
    lines, batch = list(commands()), ""
    assert len(lines) > 15
    for words in lines:
        words = [BATCH.sub(batch, part) for word in words for part in expanded(word)]
        done = run(*words)
        assert done.code == 0, (words, done.err)
        batch = next(iter(BATCH.findall(done.out)), batch)
    assert run("stats", "恢复的台账", "--json").json["entities"]["person"] == 760
