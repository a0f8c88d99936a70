"""Whatever the address asks of the table, it is arranged as it knows how, and the rest is named."""

import pytest
import streamlit as st
from hypothesis import HealthCheck, given, settings, strategies as some

from ui import arrangement

KEYS = ("order", "group", "columns")
WORDS = some.one_of(
    some.text(max_size=40), some.sampled_from([*arrangement.ORDERS, *arrangement.GROUPS, *arrangement.MORE]),
    some.lists(some.sampled_from([*arrangement.USUAL, *arrangement.MORE, "display"]), max_size=5).map(",".join),
)  # fmt: skip


@given(address=some.dictionaries(some.sampled_from(KEYS), WORDS))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_address_is_arranged(monkeypatch: pytest.MonkeyPatch, address: dict[str, str]) -> None:
    monkeypatch.setattr(st, "query_params", address)
    found = arrangement.asked()
    assert found.order in arrangement.ORDERS
    assert found.group in arrangement.GROUPS
    assert found.columns
    assert set(found.columns) <= {*arrangement.USUAL, *arrangement.MORE}
    named = dict(found.in_vain)
    for key, known in (("order", arrangement.ORDERS), ("group", arrangement.GROUPS)):
        assert (key in named) == (address.get(key, "") not in known)


def test_every_column_has_a_name() -> None:
    assert [*arrangement.names()] == ["display", *arrangement.USUAL, *arrangement.MORE]
