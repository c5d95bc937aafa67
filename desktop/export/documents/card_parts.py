"""What cards share: heading, page, and lines for the services that somebody is given."""

from desktop.export.documents.declaring import Occasion, day_words
from desktop.export.parts import Heading
from desktop.export.pdf.grid import Fact, Facts
from desktop.export.pdf.page import Layout, Margins, Paper

_SERVED = ("服务日期", "服务内容（政策宣介、职业指导、岗位推荐、培训、回访等）", "经办人")
_SERVICE_LINES = 4


def service_lines() -> tuple[Facts, ...]:
    """Room to note what was done for somebody."""
    parts = (0.7, 2.2, 0.7)
    head = tuple(Fact("", label, part) for label, part in zip(_SERVED, parts, strict=True))
    empty = tuple(Fact("", "", part) for part in parts)
    return (head, *[empty] * _SERVICE_LINES)


def card_heading(occasion: Occasion, title: str) -> Heading:
    """The title, who keeps the card, and as of when."""
    return Heading(
        title=title,
        left=f"建档单位：{occasion.office}",
        right=f"信息时点：{day_words(occasion.basis.day)}",
    )


def card_layout(occasion: Occasion, paper: Paper) -> Layout:
    """Portrait, with room at the left to be filed."""
    large = paper is Paper.A3
    return Layout(
        paper=paper,
        landscape=False,
        font_size_pt=13.0 if large else 9.5,
        row_height_mm=11.0 if large else 7.6,
        note_size_pt=10.0 if large else 8.0,
        margins=Margins(top=16.0, right=14.0, bottom=16.0, left=20.0),
    )
