"""Reading SQL views on MariaDB, whichever library system fills them."""
