"""A choice of the reader that lives in the address and is kept between pages; the default one stays out of it."""

from collections.abc import Container

import streamlit as st


def settle(name: str, known: Container[str | None], default: str) -> str | None:
    """Take a choice from the address, else what was chosen before; gives what the address asked for in vain."""
    asked = st.query_params.get(name)
    if asked in known:
        st.session_state[name] = asked
    if st.session_state.get(name) not in known:
        st.session_state[name] = default
    _keep(name, default)
    return asked if asked is not None and asked not in known else None


def switched(name: str, default: str) -> None:
    """The widget under ``<name>_switch`` was changed."""
    st.session_state[name] = st.session_state[f"{name}_switch"]
    _keep(name, default)


def _keep(name: str, default: str) -> None:
    if st.session_state[name] != default:
        st.query_params[name] = st.session_state[name]
    elif name in st.query_params:
        del st.query_params[name]
