"""Files: whole on the disk, locked, on which file system; the program's own data files."""
