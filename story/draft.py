"""A composed story as files to edit: ``python -m story.draft REPORT`` writes one TOML a page beside the records."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import queries
from data import schema
from story import compose
from story.records import PageRecord


def toml(page: PageRecord) -> str:
    """A page as TOML; what a record leaves at its default is left out."""
    told = page.model_dump(by_alias=True, exclude_defaults=True)
    cards = told.pop("card", [])
    lines = [f"{name} = {_value(value)}" for name, value in told.items()]
    for card in cards:
        lines += ["", "[[card]]", *(f"{name} = {_value(value)}" for name, value in card.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{ " + ", ".join(f"{name} = {_value(inside)}" for name, inside in value.items()) + " }" if value else "{}"
        )
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def main(arguments: list[str] | None = None) -> int:
    """Write the story that the rules compose for a report, for a person to go on from."""
    parser = argparse.ArgumentParser(prog="python -m story.draft", description=main.__doc__)
    parser.add_argument("report", help="id of a report whose tables are built")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="elsewhere than in the report's own folder")
    options = parser.parse_args(arguments)
    known = queries.run("sources/reports", lang="zh")["source_id"].tolist()
    if options.report not in known:
        print(f"No report {options.report!r} in the tables; there are {', '.join(known)}.", file=sys.stderr)
        return 1
    folder = options.to or schema.REPORTS / options.report / "story"
    if taken := sorted(folder.glob("*.toml")):
        print(f"{folder} holds a story already ({taken[0].name}, …). Move it away first.", file=sys.stderr)
        return 1
    folder.mkdir(parents=True, exist_ok=True)
    for _, page_id, page in compose.story(options.report):
        (folder / f"{page_id}.toml").write_text(toml(page), encoding="utf8")
        print(folder / f"{page_id}.toml")
    return 0


if __name__ == "__main__":
    sys.exit(main())
