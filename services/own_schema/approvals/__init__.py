"""A supervisor's approval of one act of a clerk's: asked for, decided, and used by the act itself."""
