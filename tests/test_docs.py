"""What the READMEs say is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import queries
from data import schema
from tests.records import SOURCE

ROOT = Path(__file__).resolve().parent.parent
READMES = ["README.md", "README.zh-CN.md"]


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf8")


@pytest.mark.parametrize("name", [*READMES, "CHANGELOG.md", "docs/design.md", "docs/context.md"])
def test_linked_and_named_files_exist(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text(name))
    rooms = re.findall(r"`([a-z_]+/|[a-z_/]+\.(?:py|txt))`", text(name))
    inside = {"derived/": "data/derived/", "checks/": "data/checks/", "build.py": "data/build.py"}
    inside |= {"schema.py": "data/schema.py", "records.py": "data/records.py", "views/": "queries/views/"}
    inside |= {f"{name}.py": f"data/{name}.py" for name in ("read", "faults", "store")}
    inside |= {f"{name}.py": f"story/{name}.py" for name in ("tell", "compose", "card")} | {
        "forms.py": "charts/forms.py"
    }
    for link in links:
        assert "://" in link or ((ROOT / name).parent / link).exists(), link
    for room in rooms:
        assert (ROOT / inside.get(room, room)).exists(), room


@pytest.mark.parametrize("name", READMES)
def test_commands_are_targets(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    commands = set(re.findall(r"make ([a-z]+)", text(name)))
    assert {"run", "test"} <= commands <= targets


def test_every_room_is_named() -> None:
    rooms = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    for room in rooms - {"docs", "bench", "drafts", "test-results", "__pycache__"}:
        assert f"`{room}/`" in text("README.md"), room


def test_counts_are_the_data_s() -> None:
    counts = queries.run("story/counts", source=SOURCE, lang="en").iloc[0]
    assert f"{counts['figures']} are figures" in text("README.md")
    assert f"{counts['figures']}个是数字" in text("README.zh-CN.md")
    assert counts["derived"] == 16
    assert "Sixteen more values are derived" in text("README.md")
    assert "另有16个推算值" in text("README.zh-CN.md")
    documents = queries.run("context/sources", source=SOURCE, lang="en")
    context, others = int(documents["figures"].sum()), len(documents)
    assert f"{context} figures of {others} other publications" in text("README.md")
    assert f"另有{others}份其他来源的{context}个数字" in text("README.zh-CN.md")
    changes = text("CHANGELOG.md")
    assert f"{context} figures of {others} other publications" in changes
    assert f"{len(queries.run('sources/checks', lang='en'))} consistency checks" in changes
    assert f"{counts['figures']} figures" in changes
    assert f"{counts['events']} events, {counts['entities']} entities" in changes


@pytest.mark.parametrize("name", READMES)
def test_opens_with_a_sentence_a_picture_and_two_commands(name: str) -> None:
    lines = [line for line in text(name).splitlines() if line]
    assert lines[0].startswith("# ")
    assert lines[2].startswith("![")
    assert [line.split()[:2] for line in lines[4:6]] == [["make", "run"], ["make", "test"]]


def test_the_list_of_tables_is_written_from_the_models() -> None:
    written = subprocess.run([sys.executable, "-m", "data.tables"], cwd=ROOT, capture_output=True, check=True)
    assert text("docs/tables.md") == written.stdout.decode("utf8")
    named = re.findall(r"^## `(\w+)`|^\| `(\w+)`", text("docs/tables.md"), re.MULTILINE)
    wanted = {**schema.TABLES, "quotes": schema.QUOTES}
    assert [table or column for table, column in named] == [
        name for table, columns in wanted.items() for name in (table, *columns)
    ]


def test_the_design_has_every_qualifier() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", text("docs/design.md"), re.MULTILINE)
    assert sorted(rows) == sorted(schema.QUALIFIERS)


def test_every_pinned_package_is_used() -> None:
    names = {
        "pyarrow": "pyarrow",
        "vl-convert-python": "vl_convert",
        "XlsxWriter": "xlsxwriter",
        "python-calamine": "python_calamine",
        "python-docx": "docx",
        "python-pptx": "pptx",
        "Jinja2": "jinja2",
        "charset-normalizer": "charset_normalizer",
    }
    pinned = re.findall(r"^([A-Za-z0-9-]+)==", text("requirements.in"), re.MULTILINE)
    code = "\n".join(
        path.read_text(encoding="utf8")
        for room in ("data", "queries", "charts", "story", "intake", "exports", "ui", "pages")
        for path in (ROOT / room).rglob("*.py")
    )
    for package in pinned:
        assert names.get(package, package) in code, package


@pytest.mark.parametrize("kind", ["", "-dev"])
def test_every_package_is_locked_with_hashes(kind: str) -> None:
    """What is asked for directly, and all that it brings along; no host or folder of whoever locked it."""
    locked = text(f"requirements{kind}.txt")
    assert not re.search(r"://|--(index|extra-index|find-links|trusted)", locked)
    packages = re.split(r"^(?=[A-Za-z0-9])", locked, flags=re.MULTILINE)[1:]
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", package) and "--hash=sha256:" in package, package
    pinned = {line.split("==")[0].lower(): line.split(" ")[0] for line in packages}
    for name, version in re.findall(r"^([A-Za-z0-9-]+)==(\S+)", text(f"requirements{kind}.in"), re.MULTILINE):
        assert pinned[name.lower()].lower() == f"{name}=={version}".lower()


def test_both_locks_agree() -> None:
    run, dev = ({*re.findall(r"^\S+==\S+", text(f"requirements{kind}.txt"), re.MULTILINE)} for kind in ("", "-dev"))
    assert run <= dev


def test_every_other_publication_is_accounted_for() -> None:
    documents = queries.run("context/sources", source=SOURCE, lang="en")["source_id"]
    named = set(re.findall(r"`((?:wuchang|wuhan|hubei|carbon)-[a-z0-9-]+)`", text("docs/context.md")))
    assert named == set(documents)
