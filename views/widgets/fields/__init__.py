"""Fields of forms that know no feature."""
