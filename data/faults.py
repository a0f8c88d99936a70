"""What is wrong with records, and where: the one form in which every room names it."""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong in one place of a record file. ``row`` is the line a spreadsheet shows (header = 1)."""

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.file}, row {self.row}" if self.row else self.file
        column = f", column {self.column}" if self.column else ""
        return f"{place}{column}: found {self.found!r}; expected {self.expected}"


class RecordsError(ValueError):
    """The records break a rule; ``faults`` holds every breach found."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        count = f"{len(faults)} fault{'s' if len(faults) > 1 else ''}"
        lines = "\n".join(f"  {fault}" for fault in faults)
        super().__init__(f"{count} in the records; the last good tables were kept.\n{lines}")
