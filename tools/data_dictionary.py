"""Write docs/data-dictionary.md anew from the declarations."""

from pathlib import Path

from desktop.domain.dictionary_list import dictionary_page
from desktop.domain.entities import STANDARD

PAGE = Path(__file__).parents[1] / "docs" / "data-dictionary.md"

if __name__ == "__main__":
    PAGE.write_text(dictionary_page(STANDARD), encoding="utf-8")
