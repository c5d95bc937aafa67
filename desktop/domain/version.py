"""Which version of the program this is: the one place, as in ``pyproject.toml``."""

VERSION = "0.1.0"
