"""Names in SQL."""

LONGEST = 63
"""PostgreSQL cuts longer names silently, so that two of them can clash."""


def quote(identifier: str) -> str:
    """The identifier as SQL takes it, whatever is in it; refuses what PostgreSQL would change."""
    if not 0 < len(identifier.encode()) <= LONGEST or "\0" in identifier:
        raise ValueError(f"found the name {identifier!r}, wanted 1 to {LONGEST} bytes without NUL")
    return '"' + identifier.replace('"', '""') + '"'
