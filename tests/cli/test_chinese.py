"""Help pages and usage errors are in Chinese, and stand in line."""

import re

import pytest

from desktop.cli.chinese import width
from desktop.cli.main import commands

ENGLISH = {
    "labour", "ledger", "json", "pdf", "excel", "xlsx", "ldk", "ldp", "ldb", "ldi", "ldq",
    "lda", "age", "u", "f",
    "account", "recovery", "demo", "backups", "mb",
}  # fmt: skip
"""The words of a help page that are names: of files, of formats, of commands."""
PAGES = [(name,) for name in commands.commands] + [("keys", "export"), ()]


def strangers(text):
    """The English words of a text that are neither names nor options nor commands."""
    text = re.sub(r"--?[a-z][a-z-]*|A[34]", " ", text)
    words = {word.lower() for word in re.findall("[A-Za-z]+", text)}
    return words - ENGLISH - {part for name in commands.commands for part in name.split("-")}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: "-".join(page) or "all")
def test_every_help_page_is_in_chinese(run, page):
    done = run(*page, "--help")
    assert done.code == 0
    assert "用法：labour-ledger" in done.out
    assert strangers(done.out) <= {"export", "labels", "dictionary", "ask", "answer", "use"}


def test_explanations_begin_in_the_same_column(run):
    lines = [line for line in run("new", "--help").out.splitlines() if line.startswith("  --")]
    columns = {
        width(match[0]) for line in lines if (match := re.match(r"  --\S+( \S+)?\s{2,}", line))
    }
    assert len(columns) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nothing",), "没有这个命令"),
        (("dump",), "缺少参数 '台账文件夹'"),
        (("find", "x", "y", "--what"), "没有这个选项"),
        (("find", "x", "y", "z", "w"), "多余的参数"),
        (("send", "x", "--to"), "后面要有值"),
        (("do", "x", "y", "--each=3"), "后面不能有值"),
        (("new", "x", "--office", "A", "--level", "省", "--area", "43"), "参数不对"),
        (("pdf", "x", "labour_roster", "-o", "花名册.docx"), "应以 .pdf 结尾"),
        (("send", "x", "--to", "y", "-o", "z", "--part-size", "no"), "参数不对"),
        (("send", "x", "--to", "y", "-o", "z", "--part-size", "0"), "参数不对"),
    ],
)
def test_wrong_usage_is_two_and_told_in_chinese(run, words, said):
    done = run(*words)
    assert done.code == 2
    assert "用法不对" in done.err
    assert said in done.err
    typed = {part for word in words for part in re.findall("[a-z]+", word.lower())}
    assert strangers(done.err) - typed <= {"village", "township", "county"}


def test_a_file_name_without_an_ending_gets_it_and_says_so(run, township, tmp_path):
    done = run("card", township, "-o", tmp_path / "石牌镇2026.6")
    assert done.code == 0
    assert "已补上 .ldk" in done.err
    assert (tmp_path / "石牌镇2026.6.ldk").exists()
