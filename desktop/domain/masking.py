"""How names, telephone and bank numbers are hidden on lists that strangers may see."""


def keep_ends(text: str, head: int, tail: int) -> str:
    """Star the middle; a text too short to hide anything in between is starred whole."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return "*" * len(text)
    return text[:head] + "*" * hidden + text[head + hidden :]


def mask_name(name: str) -> str:
    """Keep the surname of two characters, first and last of longer names: 张*, 张*丰."""
    return keep_ends(name, 1, 1 if len(name) > 2 else 0)


def mask_phone(phone: str) -> str:
    """Keep the first 3 and the last 4."""
    return keep_ends(phone, 3, 4)


def mask_bank(account: str) -> str:
    """Keep the first 6 and the last 4."""
    return keep_ends(account, 6, 4)
