"""One voice for everything that can be wrong with what people write."""

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One thing wrong: where it is, what stands there, what was wanted, and how to mend it.

    `where` names the source ("deal.yaml:12", "changes[0]", "row 17"); `path` the part inside it
    ("fields.amount.type").
    """

    code: str
    path: str
    found: str
    wanted: str
    where: str = ""
    mend: str = ""

    @property
    def message(self) -> str:
        """A sentence for people: found, wanted and mend in one line."""
        sentence = f"found {self.found}, wanted {self.wanted}"
        return f"{sentence}; {self.mend}" if self.mend else sentence

    def __str__(self) -> str:
        place = ": ".join(part for part in (self.where, self.path) if part)
        return f"{place}: {self.message}" if place else self.message


class FaultError(Exception):
    """All faults of one input, gathered; never only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class ValueFault(Exception):
    """A value that a field type cannot take; whoever knows the field turns it into a `Fault`."""

    def __init__(self, *, code: str, found: str, wanted: str, mend: str = "") -> None:
        super().__init__(f"found {found}, wanted {wanted}")
        self.code, self.found, self.wanted, self.mend = code, found, wanted, mend

    def at(self, path: str, where: str = "") -> Fault:
        """This fault, placed."""
        return Fault(code=self.code, path=path, found=self.found, wanted=self.wanted, where=where, mend=self.mend)
