"""The code book: what may stand in a coded field, and how other tables write it."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from desktop.domain.entities import AgePolicy, CodeItem, RuleParameter
from desktop.domain.places import Places
from desktop.domain.reading import Unreadable
from desktop.domain.text import compact


class NotAChoice(Unreadable):
    """The text is no item of a code set."""

    def __init__(self, code_set: str, raw: str) -> None:
        super().__init__(f"“{raw.strip()}”不在可选项中")
        self.code_set = code_set


class CodeBook:
    """Code items, areas, age policies and parameters of one ledger, looked up by key.

    Areas are many and rarely needed at once, so they are loaded on first use.
    """

    def __init__(
        self,
        items: Iterable[CodeItem],
        places: Callable[[], Places],
        policies: Iterable[AgePolicy] = (),
        parameters: Iterable[RuleParameter] = (),
    ) -> None:
        self._sets: dict[str, dict[str, CodeItem]] = {}
        for item in sorted(items, key=lambda item: item.order or 0):
            self._sets.setdefault(item.code_set or "", {})[item.key or ""] = item
        self._load_places = places
        self.policies = {policy.key or "": policy for policy in policies}
        self._parameters = {entry.key or "": entry.value or "" for entry in parameters}
        self._readings: dict[str, dict[str, str]] = {}

    @cached_property
    def places(self) -> Places:
        """The area tree."""
        return self._load_places()

    @property
    def code_sets(self) -> Mapping[str, Mapping[str, CodeItem]]:
        """All code sets, each from key to item in order."""
        return self._sets

    def items(self, code_set: str, *, short: bool = False) -> list[CodeItem]:
        """The open items of a set in order; ``short`` gives those shown while keying."""
        items = [item for item in self._sets.get(code_set, {}).values() if not item.closed]
        brief = [item for item in items if item.short]
        return brief if short and brief else items

    def item(self, code_set: str, key: str | None) -> CodeItem | None:
        """The item of a key, closed ones included."""
        return self._sets.get(code_set, {}).get(key or "")

    def code_label(self, code_set: str, key: str) -> str:
        """How a key reads; a key that is in no list is shown as it is."""
        item = self.item(code_set, key)
        return key if item is None or item.label is None else item.label

    def read_code(self, code_set: str, raw: str) -> str:
        """The key that a text means: key, label or alias.

        Raises:
            NotAChoice: if the text is none of them.
        """
        key = self.means(code_set, raw)
        if key is None:
            raise NotAChoice(code_set, raw)
        return key

    def means(self, code_set: str, raw: str) -> str | None:
        """The key that a text means, if it means one."""
        return self._readings_of(code_set).get(compact(raw).upper())

    def _readings_of(self, code_set: str) -> dict[str, str]:
        known = self._readings.get(code_set)
        if known is None:
            known = self._readings[code_set] = {}
            for key, item in self._sets.get(code_set, {}).items():
                for text in (key, item.label, *(item.aliases or ())):
                    known.setdefault(compact(text or "").upper(), key)
        return known

    def read_area(self, raw: str) -> str:
        """The id of the area a text means.

        Raises:
            Unreadable: if no area, or more than one, fits.
        """
        return self.places.read(raw)

    def area_label(self, area: str) -> str:
        """How an area reads: its own name; an unknown one is shown as 未知地区."""
        place = self.places.get(area)
        return "未知地区" if place is None else place.name

    def policy(self, key: str = "") -> AgePolicy:
        """An age policy by key, or the default one.

        Raises:
            KeyError: if there is none.
        """
        if key:
            return self.policies[key]
        default = [policy for policy in self.policies.values() if policy.is_default]
        return (default or list(self.policies.values()))[0]

    def number(self, key: str) -> int:
        """A parameter as a whole number; KeyError if it is not declared."""
        return int(self._parameters[key])

    def text(self, key: str) -> str:
        """A parameter as text; KeyError if it is not declared."""
        return self._parameters[key]

    def flag(self, key: str) -> bool:
        """A parameter as a switch; KeyError if it is not declared."""
        return self._parameters[key] in {"1", "是", "true"}
