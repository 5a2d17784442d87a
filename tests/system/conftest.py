"""Databases that several tests share; whoever changes one takes a copy."""

import pytest

from tests.system.shared import SAMPLE, connection_to, loaded


@pytest.fixture(scope="session")
def sample(ground) -> str:
    """The database that holds the sample company, made once."""
    return loaded(ground, "sample", SAMPLE)


@pytest.fixture
def sample_rows(ground, sample):
    """A connection to the sample company, for reading."""
    connection = connection_to(ground, sample)
    yield connection
    connection.close()
