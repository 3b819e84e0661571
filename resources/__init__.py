"""Data only: fonts, icons, styles, wording."""
