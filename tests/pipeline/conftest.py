"""Stores to test with: SQLite in a file, and PostgreSQL started for the session."""

import pytest

from tests.pipeline.postgres import NoServerError, database, server


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a fresh server, without a database's name; it ends with the session."""
    try:
        with server() as url:
            yield url
    except NoServerError as error:
        pytest.skip(str(error))


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    """A fresh database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.sqlite"
    return database(request.getfixturevalue("postgresql"))


@pytest.fixture
def store(store_url):
    """An open store of each sort."""
    from pipeline.store.database import open_store

    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def s3():
    """The URL of a bucket on this machine."""
    from tests.pipeline.objects import object_store

    with object_store() as url:
        yield url
