"""x"""


def address_of(key: str) -> str:
    return ""
