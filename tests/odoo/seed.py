"""The seed of what is random in a run: another one every time, the same again by SEED=number."""

import os
from random import SystemRandom

SEED = int(os.environ.get("SEED") or SystemRandom().randrange(10**6))
# How many documents are made at random; more of them by RANDOM_DOCUMENTS=number.
DOCUMENTS = int(os.environ.get("RANDOM_DOCUMENTS") or 1000)
