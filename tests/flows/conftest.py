"""A portal that runs beside each test."""

import pytest

from tests.flows.site import Site


@pytest.fixture
def site():
    with Site() as running:
        yield running
