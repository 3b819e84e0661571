"""Rules of loans, holds and the calendar."""
