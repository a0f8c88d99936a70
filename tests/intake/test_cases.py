"""The hard spans that people ruled on, each as it should become. Their texts lie in ``../shared``."""

from __future__ import annotations

from functools import cache

import pytest

from intake.document import read
from intake.propose import Proposal, propose
from tests import intake_score

HERE = intake_score.CASES.exists()


@cache
def proposed(name: str) -> list[Proposal]:
    return propose(read(intake_score.TEXTS / name), name)


@pytest.mark.skipif(not HERE, reason="the texts of ../shared are not beside this checkout")
@pytest.mark.parametrize(
    "case", intake_score.cases() if HERE else [{}], ids=lambda case: f"{case.get('file')}-{case.get('char_start')}"
)
def test_a_hard_span_becomes_what_people_ruled(case: dict[str, str]) -> None:
    row = intake_score.at(proposed(case["file"]), int(case["char_start"]), int(case["char_end"]))
    assert intake_score.case_faults(row, case) == []
