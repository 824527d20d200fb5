"""Faults gathered on the way, so that people see all of them at once."""

from kith_metadata.faults import Fault, FaultError, ValueFault


class Report:
    """Collects faults of one place; reports of other places may share its list."""

    def __init__(self, where: str = "", faults: list[Fault] | None = None) -> None:
        self.where = where
        self.faults: list[Fault] = [] if faults is None else faults

    def at(self, where: str) -> "Report":
        """A report of another place that gathers into the same list."""
        return Report(where, self.faults)

    def add(self, code: str, path: str, found: str, wanted: str, mend: str = "") -> None:
        self.faults.append(Fault(code=code, path=path, found=found, wanted=wanted, where=self.where, mend=mend))

    def value(self, fault: ValueFault, path: str) -> None:
        self.faults.append(fault.at(path, self.where))

    def stop(self) -> None:
        """Raises everything gathered so far, if there is anything."""
        if self.faults:
            raise FaultError(*self.faults)
