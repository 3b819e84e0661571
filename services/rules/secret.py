"""A text that must not be shown by accident."""


class Secret:
    """Holds a password; `repr`, `str`, formatting and pickling never show it.

    It compares equal by value so that a repeated request is the same request.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Give the text to code that prints, hashes or compares it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__

    def __format__(self, _spec: str) -> str:
        return "Secret(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(("Secret", self._text))

    def __reduce__(self) -> str:
        msg = "a secret is not written anywhere"
        raise TypeError(msg)
