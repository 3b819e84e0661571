"""What packages the program for Linux, and tries the package."""
