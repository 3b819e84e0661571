"""What works here and what doesn't, looked at without changing anything: a file a kind of place, a function a check.

No check reads anything of a patron's, and no finding holds a name, a login, an address or a password: what is found may
be copied into a mail to whoever helps.
"""
