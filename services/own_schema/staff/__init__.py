"""Staff: accounts, sign-in, own passwords, logins of services."""
