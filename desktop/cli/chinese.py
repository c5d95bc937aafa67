"""click, speaking Chinese: help pages and usage errors."""

from typing import ClassVar

import click

_PHRASES = (
    ("Missing argument", "缺少参数"),
    ("Missing option", "缺少选项"),
    ("Missing parameter", "缺少参数"),
    ("No such option:", "没有这个选项："),
    ("No such option", "没有这个选项"),
    ("No such command", "没有这个命令"),
    ("Missing command", "缺少命令"),
    ("Got unexpected extra argument", "多余的参数"),
    ("Invalid value for", "参数不对："),
    ("requires an argument", "后面要有值"),
    ("does not exist", "不存在"),
    ("is a directory", "是一个文件夹，请给出文件"),
    ("File '", "文件 '"),
    ("is not one of", "不在可选项中："),
    ("Did you mean", "是不是"),
)


def sentence(error: click.ClickException) -> str:
    """A usage error in Chinese."""
    text = error.format_message()
    for english, chinese in _PHRASES:
        text = text.replace(english, chinese)
    return text.rstrip(".")


class _Titles(click.HelpFormatter):
    _words: ClassVar[dict[str, str]] = {
        "Options": "选项",
        "Commands": "命令",
        "Arguments": "参数",
    }

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(self._words.get(heading, heading))


class _Context(click.Context):
    formatter_class = _Titles


def _explained(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "显示这段说明"
    return option


class Command(click.Command):
    """A command with a Chinese help page."""

    context_class = _Context

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
