import json

import pytest

from pipeline.batch import find_inputs, name_jobs, run_jobs, write_atomically
from pipeline.settings import Settings
from schemas.errors import UsageError

REPORT = "某市财政局2024年度部门决算\n\n一、收入支出总计\n2024年度收、支总计753.18万元。\n"


def test_folders_give_their_files_in_order_without_what_is_hidden(tmp_path):
    for name in ("b.txt", "a.pdf", ".hidden.pdf", "sub/c.txt", ".git/d.txt", "truth.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    found = [str(p.relative_to(tmp_path)) for p in find_inputs([tmp_path])]
    assert found == ["a.pdf", "b.txt", "sub/c.txt"]
    named = tmp_path / "truth.json"
    assert find_inputs([named, named]) == [named]


def test_a_folder_without_files_is_a_mistake(tmp_path):
    with pytest.raises(UsageError, match="no file"):
        find_inputs([tmp_path])


def test_files_of_one_name_do_not_overwrite_each_other(tmp_path):
    paths = [tmp_path / "a" / "report.pdf", tmp_path / "b" / "report.pdf"]
    assert [job.name for job in name_jobs(paths, Settings())] == ["report.pdf", "report.pdf.2"]


def test_what_fails_is_recorded_and_the_rest_is_written(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(REPORT)
    bad.write_bytes(b"")
    out = tmp_path / "out"
    jobs = name_jobs([good, bad], Settings())
    outcomes = {o.job.name: o for o in run_jobs(jobs, out, Settings())}
    assert outcomes["good.txt"].written == (out / "good.txt.report.json",)
    assert json.loads(outcomes["good.txt"].written[0].read_text())["source"]["name"] == "good.txt"
    recorded = [json.loads(line) for line in (out / "errors.jsonl").read_text().splitlines()]
    assert [set(entry) for entry in recorded] == [{"code", "file", "message", "remedy"}]
    assert (recorded[0]["code"], recorded[0]["file"]) == ("empty_file", str(bad))
    assert sorted(p.name for p in out.iterdir()) == ["errors.jsonl", "good.txt.report.json"]


def test_errors_of_an_earlier_run_do_not_stay(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text("")
    jobs = name_jobs([path], Settings())
    list(run_jobs(jobs, tmp_path / "out", Settings()))
    path.write_text(REPORT)
    list(run_jobs(jobs, tmp_path / "out", Settings()))
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["report.txt.report.json"]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path):
    path = tmp_path / "report.json"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
