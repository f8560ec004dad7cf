"""placeholder"""


def hide(*secrets: str) -> None: ...
