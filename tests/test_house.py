"""The house itself: its lock, its tree, its documents, its tests' own guards."""

import importlib
import importlib.util
import os
import re
import shutil
import socket
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from tests.conftest import UPDATE_GOLDEN, NetworkClosedError

PIN = re.compile(r"^([a-z0-9][a-z0-9-]*)==([0-9][0-9a-z.+!]*)$")
# Homes of people and build machines, and this tree's own place: none belongs in a committed file.
MACHINE_PATH = re.compile(r"(?<![\w./-])/(?:home|root|work|Users|mnt|opt)/[\w.-]+")
REGISTRY = re.compile(r"https?://\S*(?:pypi|pythonhosted|npmjs|/simple\b)", re.IGNORECASE)
TEXT = {".css", ".csv", ".html", ".in", ".js", ".json", ".jsonl", ".md", ".py", ".sh", ".toml"}
TEXT |= {"", ".cfg", ".txt", ".yaml", ".yml"}


@pytest.fixture(scope="module")
def committed(root: Path) -> list[Path]:
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("no git, or not its checkout: what is committed is not known")
    command = ["git", "-c", f"safe.directory={root}", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def pins(root: Path) -> dict[str, str]:
    lines = (root / "constraints.txt").read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    unpinned = [line for line in wanted if not PIN.match(line)]
    assert not unpinned, "every line of constraints.txt is name==version, nothing else"
    return dict(line.split("==") for line in wanted)


class TestLock:
    def test_contrib_is_the_only_opencv(self, pins):
        assert [name for name in pins if name.startswith("opencv")] == ["opencv-contrib-python"]

    def test_every_dependency_is_pinned_within_its_bounds(self, project, pins):
        from packaging.requirements import Requirement

        groups = [project["project"]["dependencies"]]
        groups += project["project"]["optional-dependencies"].values()
        wanted = [Requirement(line) for group in groups for line in group]
        names = [(re.sub(r"[-_.]+", "-", each.name).lower(), each) for each in wanted]
        missing = [name for name, _ in names if name not in pins]
        assert not missing
        outside = [name for name, each in names if not each.specifier.contains(pins[name])]
        assert not outside

    def test_pymupdf_stays_below_two(self, pins):
        assert pins["pymupdf"].startswith("1.28."), "2.0 corrupts numbers in tables"


class TestTree:
    def test_no_path_of_a_machine(self, committed, root):
        assert not _hits(committed, MACHINE_PATH, root)

    def test_no_address_of_a_registry(self, committed, root):
        assert not _hits(committed, REGISTRY, root)

    def test_each_package_is_typed_and_described(self, root, project):
        for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]:
            package = root / pattern.rstrip("*")
            assert (package / "py.typed").is_file()
            assert (package / "__init__.py").read_text("utf-8").startswith('"""')

    def test_each_folder_of_modules_is_a_package(self, committed, root):
        floors = ("schemas", "extractors", "pipeline", "flows", "samples")
        modules = [path for path in committed if path.suffix == ".py"]
        folders = {path.parent for path in modules if path.relative_to(root).parts[0] in floors}
        assert not [str(each) for each in folders if not (each / "__init__.py").is_file()]

    def test_nothing_of_the_reference_set_is_carried(self, committed, reference):
        theirs = {path.name for path in reference.rglob("*") if path.stat().st_size > 0}
        ours = {path.name for path in committed if path.suffix in {".pdf", ".txt", ".json"}}
        assert not theirs & ours


def _hits(paths: list[Path], pattern: re.Pattern[str], root: Path) -> list[str]:
    """Where the pattern stands in text files, as `path:line: text`; this file itself apart."""
    found = []
    for path in paths:
        if path.suffix.lower() not in TEXT or path == Path(__file__).resolve():
            continue
        lines = path.read_text("utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if match := pattern.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {match.group()}")
    return found


def _command_line() -> Any:
    """The module of the command line, or None while there is none."""
    if importlib.util.find_spec("pipeline.cli") is None:
        return None
    return importlib.import_module("pipeline.cli")


def _commands() -> dict[str, Any]:
    """The commands that help shows, by name."""
    cli = _command_line()
    if cli is None:
        return {}
    group = typer.main.get_command(cli.app)
    commands = getattr(group, "commands", {})
    return {name: each for name, each in commands.items() if not each.hidden}


class TestCommands:
    def test_the_script_points_at_a_command_line(self, project):
        script = project["project"]["scripts"]["gongkai"]
        assert script == "pipeline.cli:main"
        if (cli := _command_line()) is not None:
            assert callable(cli.main)
            assert _commands(), "the command line has no commands"

    def test_each_has_help_that_starts_with_an_example(self):
        for name, command in _commands().items():
            assert f"gongkai {name}" in (command.help or ""), f"{name}: no example in its help"

    def test_each_stands_in_the_documents(self, root):
        documents = [root / "README.md", *sorted((root / "docs").glob("*.md"))]
        text = "\n".join(path.read_text("utf-8") for path in documents)
        assert not [name for name in _commands() if f"gongkai {name}" not in text]

    def test_documents_name_no_command_that_is_not_there(self, root):
        commands = _commands()
        text = (root / "README.md").read_text("utf-8")
        named = set(re.findall(r"^(?:\.venv/bin/)?gongkai ([a-z]+)", text, flags=re.MULTILINE))
        assert named, "the README shows no command"
        if commands:
            assert not named - set(commands)


class TestGuards:
    def test_golden_files_are_not_being_rewritten(self):
        assert UPDATE_GOLDEN not in os.environ, "a run that rewrites golden files proves nothing"

    @pytest.mark.parametrize("host", ["198.51.100.7", "example.org", "2001:db8::1"])
    def test_no_test_leaves_this_machine(self, host):
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as outward, pytest.raises(NetworkClosedError):
            outward.connect((host, 80))

    def test_no_name_is_looked_up(self):
        with pytest.raises(NetworkClosedError):
            socket.create_connection(("example.org", 80), timeout=1)

    def test_loopback_stays_open(self):
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5) as client,
        ):
            assert client.getpeername() == server.getsockname()

    def test_links_of_the_documents_lead_somewhere(self, root):
        link = re.compile(r"\]\((?!https?://|#)([^)#]+)")
        documents = [*root.glob("*.md"), *(root / "docs").glob("*.md")]
        broken = [
            f"{path.name}: {target}"
            for path in documents
            for target in link.findall(path.read_text("utf-8"))
            if not (path.parent / target).exists()
        ]
        assert not broken
