"""What developers run from the project's folder: set-up, screenshots."""
