"""The values that commands take: folders, files to read, files to write, levels of office."""

from pathlib import Path
from typing import Any

import click

from desktop.domain.levels import Level

FOLDER = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
_FOREIGN = frozenset(
    f".{ending}"
    for ending in (
        "pdf",
        "xlsx",
        "xls",
        "et",
        "csv",
        "doc",
        "docx",
        "wps",
        "txt",
        "json",
        "zip",
        "ldk",
        "ldp",
        "ldb",
        "png",
        "jpg",
    )
)


class NewFile(click.Path):
    """A file to be written, of one kind: a name without the ending gets it."""

    def __init__(self, ending: str) -> None:
        super().__init__(path_type=Path, dir_okay=False)
        self._ending = ending

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path with its ending; one that belongs to another kind of file is wrong usage."""
        file = Path(value)
        ending = file.suffix.lower()
        if ending != self._ending and ending in _FOREIGN:
            self.fail(f"“{file.name}”应以 {self._ending} 结尾", param, ctx)
        if ending != self._ending:
            file = file.with_name(file.name + self._ending)
            click.echo(f"文件名已补上 {self._ending}：{file.name}", err=True)
        super().convert(file, param, ctx)
        return file


class LevelOfOffice(click.ParamType[Level]):
    """A level by its word or its label."""

    name = "level"
    _known = {level.key: level for level in Level} | {level.label: level for level in Level}

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """The labels; the words are taken too."""
        return f"[{'|'.join(level.label for level in Level)}]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Level:
        """The level; anything else is wrong usage."""
        if isinstance(value, Level):
            return value
        if value not in self._known:
            choices = "、".join(f"{level.label}（{level.key}）" for level in Level)
            self.fail(f"没有“{value}”这个级别，可以选：{choices}", param, ctx)
        return self._known[value]
