import pytest

from pipeline.settings import Settings, load_settings
from schemas.errors import UsageError


def test_command_line_before_environment_before_file(tmp_path):
    file = tmp_path / "gongkai.toml"
    file.write_text("workers = 3\ntimeout = 30\nmemory = 512\n")
    given = {"GONGKAI_TIMEOUT": "60", "GONGKAI_MEMORY": "1024", "HOME": "x"}
    found = load_settings({"memory": 2048, "workers": None}, given, file)
    assert (found.workers, found.timeout, found.memory) == (3, 60.0, 2048)


def test_nothing_given_is_the_default(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert load_settings(environment={}) == Settings()


def test_names_that_tests_read_are_not_settings(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given = {"GONGKAI_REFERENCE": "../elsewhere", "GONGKAI_NETWORK": "1"}
    assert load_settings(environment=given) == Settings()


@pytest.mark.parametrize(
    "given", [{"GONGKAI_TIMEOT": "60"}, {"GONGKAI_TIMEOUT": "soon"}, {"GONGKAI_WORKERS": "0"}]
)
def test_a_slip_of_the_pen_is_an_error_that_names_it(given):
    name = next(iter(given)).removeprefix("GONGKAI_").lower()
    with pytest.raises(UsageError, match=name):
        load_settings(environment=given)


def test_a_settings_file_that_is_named_must_be_there(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        load_settings(environment={"GONGKAI_CONFIG": str(tmp_path / "nowhere.toml")})


def test_the_password_is_not_printed():
    word = "open sesame"
    assert word not in repr(Settings(password=word))
