"""The library's rules and its database: no Qt."""
