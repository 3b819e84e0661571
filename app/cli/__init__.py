"""The command line: one file a group of commands, each loading what it needs only when it runs."""
