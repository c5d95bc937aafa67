"""click, speaking Chinese: help pages, the names of values, and usage errors."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, ClassVar

import click

_PHRASES = (
    ("Missing argument", "缺少参数"),
    ("Missing option", "缺少选项"),
    ("Missing parameter", "缺少参数"),
    ("No such option:", "没有这个选项："),
    ("No such option", "没有这个选项"),
    ("No such command", "没有这个命令"),
    ("Missing command", "缺少命令"),
    ("Got unexpected extra arguments", "多余的参数"),
    ("Got unexpected extra argument", "多余的参数"),
    ("Invalid value for", "参数不对"),
    ("requires an argument", "后面要有值"),
    ("requires 1 argument", "后面要有值"),
    ("does not take a value", "后面不能有值"),
    ("does not exist", "不存在"),
    ("is a directory", "是一个文件夹，请给出文件"),
    ("is not a valid integer range", "不是整数"),
    ("is not a valid integer", "不是整数"),
    ("is not in the range x>=", "应不小于 "),
    ("is not one of", "不在可选项中："),
    ("Did you mean one of:", "是不是："),
    ("Did you mean", "是不是"),
    ("Possible options:", "可以是："),
    ("Choose from:", "可以选："),
    ("Option ", "选项 "),
    ("File '", "文件 '"),
)
_HELP = (("[OPTIONS]", "[选项]"), ("COMMAND [ARGS]...", "命令 [参数]…"))
_VALUES = {"text": "文字", "file": "文件", "directory": "文件夹", "path": "路径", "integer": "整数",
           "integer range": "整数"}  # fmt: skip
_LEAST = re.compile(r"; x>=(\d+)\]")
_GAP, _WIDEST = 2, 34


def sentence(error: click.ClickException) -> str:
    """A usage error in Chinese."""
    text = error.format_message()
    for english, chinese in _PHRASES:
        text = text.replace(english, chinese)
    return " ".join(text.split()).rstrip(".?").replace("': ", "'：")


def width(text: str) -> int:
    """How many columns of a terminal a text takes; Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


class _Titles(click.HelpFormatter):
    _words: ClassVar[dict[str, str]] = {
        "Options": "选项",
        "Commands": "命令",
        "Arguments": "参数",
    }

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        for english, chinese in _HELP:
            args = args.replace(english, chinese)
        self.write(f"{prefix or '用法：'}{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        self.write(f"{self._words.get(heading, heading)}：\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST, col_spacing: int = _GAP
    ) -> None:
        """Two columns that also stand in line where Chinese characters are wide."""
        rows = list(rows)
        column = min(max(width(term) for term, _ in rows), col_max) + col_spacing
        for term, explained in rows:
            gap = column - width(term)
            indent = " " * gap if gap > 0 else "\n" + " " * (column + self.current_indent)
            self.write(f"{' ' * self.current_indent}{term}{indent}{_translated(explained)}\n")


def _translated(explained: str) -> str:
    text = explained.replace("[required]", "（必填）").replace("  （", "（")
    text = text.replace("[default: ", "[默认：")
    return _LEAST.sub(r"，至少\1]", text)


class _Context(click.Context):
    formatter_class = _Titles


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option


class Command(click.Command):
    """A command with a Chinese help page; its options' values are called in Chinese."""

    context_class = _Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for parameter in self.params:
            if isinstance(parameter, click.Option) and parameter.metavar is None:
                parameter.metavar = _VALUES.get(parameter.type.name)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _explained(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands with a Chinese help page."""

    context_class = _Context
    command_class = Command
    group_class = type

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        return _explained(super().get_help_option(ctx))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they were declared, not by alphabet."""
        return list(self.commands)
