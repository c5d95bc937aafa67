"""What is written down about a bug: where in our code it came up, and nothing of anybody's data."""

import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

import platformdirs

_OURS = Path(__file__).parents[1]
_FILE = "error.log"
_LIMIT = 200_000


def log_folder() -> Path:
    """Where this user's error logs lie."""
    return Path(platformdirs.user_log_dir("labour-ledger", appauthor=False))


def without_values(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of error and where in our code it came up; no message, for it may hold a name."""
    lines = [f"{datetime.now():%Y-%m-%d %H:%M:%S} {kind.__module__}.{kind.__name__}"]
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        if _OURS in path.parents:
            lines.append(f"  {path.relative_to(_OURS.parent).as_posix()}:{frame.lineno}")
    return "\n".join(lines) + "\n"


def write(folder: Path, text: str) -> Path:
    """Add to the log in a folder, which starts anew when it has grown long."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    grown = path.exists() and path.stat().st_size > _LIMIT
    with path.open("w" if grown else "a", encoding="utf-8") as file:
        file.write(text)
    return path


def report(error: BaseException) -> str:
    """Write an unexpected error down; the sentence that tells of it."""
    path = write(log_folder(), without_values(type(error), error.__traceback__))
    return f"程序出错了，台账没有受影响。出错记录（不含个人信息）在 {path}，请发给维护人员"
