import io

from rich.console import Console

from pipeline.cli.doctor import Need, judge, needs
from schemas.errors import ExitCode


def verdict(*wanted):
    text = io.StringIO()
    return judge(Console(file=text, soft_wrap=True), wanted), text.getvalue()


def need(*, found, essential):
    return Need("engine", "reading", "apt-get install engine", lambda: found, essential)


def test_what_every_run_needs_decides_the_status():
    status, text = verdict(need(found=None, essential=True))
    assert status is ExitCode.MISSING_ENGINE
    assert "MISSING" in text
    assert "apt-get install engine" in text


def test_what_some_files_need_is_only_said():
    status, text = verdict(need(found=None, essential=False), need(found="1.0", essential=True))
    assert status is ExitCode.OK
    assert "missing" in text
    assert "ok" in text


def test_this_environment_has_what_every_run_needs():
    assert [n.name for n in needs() if n.essential and n.found() is None] == []
