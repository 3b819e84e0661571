"""An invented Koha: tables of our own declaration, with patrons who don't exist."""
