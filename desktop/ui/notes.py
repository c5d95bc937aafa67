"""What there is to say at a cell: a remark of the review, a finding, what it was before."""

from collections.abc import Iterable

from desktop.domain.codebook import CodeBook
from desktop.domain.dictionary import Field
from desktop.domain.entities import ReviewComment
from desktop.domain.facts import Member
from desktop.domain.finding import Finding
from desktop.ui.columns import cell, record_of
from desktop.ui.shown import Shown
from desktop.ui.widgets.cell_note import Note
from desktop.ui.widgets.entry_model import TONES
from desktop.ui.widgets.field_box import Entry

_MOST = 2


def notes_at(
    shown: Shown, member: Member, field: Field, now: str, *, is_short: bool = False
) -> list[Note]:
    """The sentences at a cell that shows a text now, the worst first; without advice if short."""
    found = [*_remarks(shown.comments_at(member, field), now)]
    findings = shown.findings_at(member, field)[:_MOST]
    found += [_short(one, member) if is_short else _finding(one) for one in findings]
    before = shown.before_at(member, field)
    if before is not None:
        found.append((f"上轮：{before or '空'}", "hint"))
    return found


def _remarks(comments: Iterable[ReviewComment], now: str) -> list[Note]:
    """A remark whose cell says something else by now has been followed."""
    return [
        (f"退回：{one.comment}", "doubt") if (one.said or "") == now
        else (f"退回：{one.comment}（已改，原为“{one.said or '空'}”）", "good")
        for one in comments
    ]  # fmt: skip


def _finding(finding: Finding) -> Note:
    return f"{finding.severity.value}：{finding.message}。{finding.advice}", TONES[finding.severity]


def _short(finding: Finding, member: Member) -> Note:
    """Whoever it is about stands above the form already."""
    words = finding.message.removeprefix(member.person.name or "").removeprefix("的")
    return f"{finding.severity.value}：{words}", TONES[finding.severity]


def entry_of(shown: Shown, member: Member, field: Field, text: str) -> Entry:
    """A field of a member as a form shows it."""
    notes = notes_at(shown, member, field, text, is_short=True)
    words = "\n".join(words for words, _ in notes)
    tone = notes[0][1] if notes else ""
    return Entry(field=field, text=text, note=words, tone=tone, mark=tone)


def text_of(shown: Shown, member: Member, field: Field, book: CodeBook) -> str:
    """How a field of a member reads."""
    return cell(field, record_of(member, field.entity, shown.day), book)
