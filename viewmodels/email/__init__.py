"""The patron's e-mail address."""
