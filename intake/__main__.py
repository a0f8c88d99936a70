"""``python -m intake FILE --json``: one JSON object a number; without ``--json`` the account alone."""

import argparse
import json
import sys
from pathlib import Path

from intake.document import Unreadable, read
from intake.draft import account
from intake.propose import propose


def main(arguments: list[str] | None = None) -> int:
    """Print what is proposed for the file's numbers; 1 and a line on stderr where it cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m intake", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true", help="one JSON object a number")
    given = parser.parse_args(arguments)
    try:
        proposals = propose(read(given.file), given.file.name)
    except Unreadable as problem:
        place = "" if str(problem).startswith(str(given.file)) else f"{given.file}: "
        print(f"{place}{problem}", file=sys.stderr)
        return 1
    if given.json:
        for row in proposals:
            print(json.dumps(row, ensure_ascii=False))
    else:
        print(", ".join(f"{count} {name}" for name, count in account(proposals).items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
