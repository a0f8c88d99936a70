"""Intake: the text of a report → every number in it, proposed as a figure or a ledger row, for a person to decide."""

from pathlib import Path
from typing import Final

import data

# data.schema has it too, at the price of every model of the tables
CATALOGUE: Final = Path(data.__file__).parent / "catalogue"
