"""Writes `expected/` anew, to be reviewed: `python -m tests.services.own_schema.schema.postgresql.matrix`."""

import os
import sys
from pathlib import Path

import pytest

from tests.services.own_schema.schema.postgresql.matrix.all_functions import WRITES

os.environ[WRITES] = "write"
sys.exit(pytest.main(["-q", str(Path(__file__).with_name("all_functions.py")), *sys.argv[1:]]))
