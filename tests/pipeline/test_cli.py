"""The command line as it is called: statuses, lines on standard error, files."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pymupdf
import pytest

ROOT = Path(__file__).parents[2]
REPORT = "某市财政局2024年度部门决算\n\n一、收入支出总计\n2024年度收、支总计753.18万元。\n"


def gongkai(*arguments, stdin=None, **environment):
    """Run the command; what it wrote and its status."""
    return subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *map(str, arguments)],
        cwd=ROOT,
        input=stdin,
        capture_output=True,
        env=os.environ | environment,
        timeout=120,
        check=False,
    )


def pdf_bytes(**save):
    document = pymupdf.open()
    page = document.new_page()
    page.insert_text((72, 72), "某市财政局2024年度部门决算", fontname="china-s")
    page.insert_text((72, 110), "2024年度收入总计753.18万元。", fontname="china-s")
    return document.tobytes(**save)


def pdf_without_pages():
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj{content}endobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer<</Size 3/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + f"xref\n0 3\n0000000000 65535 f \n{table}{trailer}".encode()


def jpeg_bytes():
    pixels = pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 8, 8))
    pixels.clear_with(200)
    return pixels.tobytes("jpg")


def sparse(path):
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)


LOCKED = {"encryption": 5, "user_pw": "open", "owner_pw": "own"}  # AES-256
BAD = {
    "empty.pdf": (lambda: b"", "empty_file"),
    "cut.pdf": (lambda: pdf_bytes()[:300], "truncated_file"),
    "locked.pdf": (lambda: pdf_bytes(**LOCKED), "encrypted_file"),
    "picture.pdf": (jpeg_bytes, None),
    "nothing.pdf": (pdf_without_pages, "no_pages"),
    "noise.txt": (lambda: bytes(range(256)) * 64, "unknown_format"),
}


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """All bad files in one folder between two good ones, converted once."""
    home = tmp_path_factory.mktemp("inputs")
    for name, (content, _) in BAD.items():
        (home / name).write_bytes(content())
    sparse(home / "huge.txt")
    (home / "a_good.txt").write_text(REPORT)
    (home / "z_good.pdf").write_bytes(pdf_bytes())
    out = tmp_path_factory.mktemp("out")
    done = gongkai("convert", home, "--out", out, "--workers", 2, "--ocr", "never")
    lines = (out / "errors.jsonl").read_text().splitlines()
    errors = {Path(e["file"]).name: e for e in map(json.loads, lines)}
    return done, out, errors


class TestBadInput:
    def test_the_others_are_done_and_the_status_says_so(self, converted):
        done, out, _ = converted
        assert done.returncode == 2
        reports = {p.name for p in out.glob("*.report.json")}
        assert {"a_good.txt.report.json", "z_good.pdf.report.json"} <= reports

    @pytest.mark.parametrize("name", [n for n, (_, code) in BAD.items() if code])
    def test_each_has_its_cause_and_its_remedy(self, converted, name):
        error = converted[2][name]
        assert error["code"] == BAD[name][1]
        assert error["message"]
        assert error["remedy"]

    def test_a_file_beyond_the_limit_is_not_read(self, converted):
        assert converted[2]["huge.txt"]["code"] == "limit_exceeded"

    def test_each_is_one_line_on_standard_error(self, converted):
        done, _, errors = converted
        lines = done.stderr.decode().splitlines()
        assert len(lines) == len(errors)
        for name in errors:
            assert sum(f"/{name}: " in line for line in lines) == 1
        assert done.stdout == b""


def test_a_password_file_opens_a_protected_document(tmp_path):
    (tmp_path / "locked.pdf").write_bytes(pdf_bytes(**LOCKED))
    (tmp_path / "password").write_text("open\n")
    done = gongkai(
        "convert", tmp_path / "locked.pdf", "--out", tmp_path / "out",
        "--password-file", tmp_path / "password",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"open" not in (tmp_path / "out" / "locked.pdf.report.json").read_bytes().split(b"/")


def test_standard_input_is_a_document(tmp_path):
    done = gongkai("convert", "-", "--out", tmp_path, stdin=REPORT.encode())
    assert done.returncode == 0
    assert json.loads((tmp_path / "stdin.report.json").read_text())["source"]["name"] == "stdin"


def test_the_same_input_gives_the_same_bytes(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT)
    texts = []
    for seed in ("1", "2"):
        gongkai("convert", tmp_path / "report.txt", "--out", tmp_path / seed, PYTHONHASHSEED=seed)
        texts.append((tmp_path / seed / "report.txt.report.json").read_bytes())
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ["convert"],
        ["convert", "x.pdf"],
        ["convert", "x.pdf", "--out", "o", "--workers", "0"],
        ["convert", "x.pdf", "--out", "README.md"],
        ["convert", "x.pdf", "--out", "o", "--ocr", "perhaps"],
        ["frobnicate"],
        ["show", "nowhere"],
    ],
)
def test_wrong_usage_is_one_line_and_status_1(arguments):
    done = gongkai(*arguments)
    assert done.returncode == 1
    assert len(done.stderr.decode().splitlines()) == 1


def test_show_tells_values_findings_and_where_the_json_lies(converted):
    _, out, _ = converted
    done = gongkai("show", out, "--values")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert str(out / "a_good.txt.report.json") in text
    assert "totals.amount = 753.18万元" in text
    assert "needs review" in text
    assert "empty_file" in text


def test_schema_and_version_print_what_they_name():
    assert json.loads(gongkai("schema").stdout)["$schema"].endswith("2020-12/schema")
    assert gongkai("version").stdout.strip()


def test_ctrl_c_ends_children_and_keeps_what_is_done(tmp_path):
    paths = []
    for number in range(40):
        paths.append(tmp_path / f"{number:02}.txt")
        paths[-1].write_text(REPORT * 50)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "pipeline.cli", "convert", *paths, "--out", out]
    started = subprocess.Popen(
        command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    _wait_for(lambda: out.is_dir() and any(out.glob("*.report.json")))
    os.killpg(started.pid, signal.SIGINT)
    _, stderr = started.communicate(timeout=30)
    assert started.returncode == 130
    assert stderr.decode().splitlines() == ["gongkai: interrupted. What was finished is kept."]
    done = list(out.glob("*.report.json"))
    assert 0 < len(done) < len(paths)
    assert all(json.loads(path.read_text()) for path in done)
    assert not list(out.glob(".*"))
    _wait_for(lambda: not _is_alive(started.pid))


def _is_alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_for(condition):
    end = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.02)


def test_start_up_loads_no_engine():
    engines = ("pymupdf", "spacy", "pydantic", "numpy")
    code = f"import sys, pipeline.cli; print([m for m in {engines} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
