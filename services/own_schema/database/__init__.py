"""Engine, tables, error translation, the act record and the migrations."""
