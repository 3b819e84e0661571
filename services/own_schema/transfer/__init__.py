"""Data in and out: whole tables as files, and the library's own masters as files that a spreadsheet can edit."""
