"""The worker: mail, search keys, clearing, sealing."""
