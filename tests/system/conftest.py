"""Databases that several tests share; whoever changes one, or stays connected, takes a copy."""

import pytest

from tests.system.shared import SAMPLE, loaded


@pytest.fixture(scope="session")
def sample(ground) -> str:
    """The database that holds the sample company, made once."""
    return loaded(ground, "sample", SAMPLE)
