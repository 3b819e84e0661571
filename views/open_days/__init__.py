"""臨時休館: a month of the own branch, its sheet over the empty desk."""
