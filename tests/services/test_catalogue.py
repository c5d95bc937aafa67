"""Every verb can be reached by name."""

from pathlib import Path

from desktop.services import catalogue
from desktop.services.verbs import REGISTRY

SERVICES = Path(catalogue.__file__).parent


def test_every_module_with_a_verb_is_in_the_catalogue():
    with_verbs = {
        path.stem for path in SERVICES.glob("*.py") if "\n@verb(" in path.read_text("utf-8")
    }
    assert with_verbs == {module.__name__.rpartition(".")[2] for module in catalogue.MODULES}


def test_every_verb_has_a_chinese_label_and_typed_parameters():
    assert all(any("一" <= letter <= "鿿" for letter in verb.label) for verb in REGISTRY.values())
    assert len(catalogue.all_verbs()) >= 20
