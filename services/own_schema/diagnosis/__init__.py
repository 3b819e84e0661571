"""Checks what works here without changing anything: a file a kind of place, a function a check.

No check reads anything of a patron's. No diagnosis holds a name, a login, an address or a password: it may be mailed to
a helper.
"""
