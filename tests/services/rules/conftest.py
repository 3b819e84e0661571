"""For the rules: hypothesis measures no time, because a busy machine is no fault of the code."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None, database=None)
settings.load_profile("untimed")
