"""Mail: what it says, the outbox it waits in, and the way to the mail server."""
