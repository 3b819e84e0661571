"""The trial on Windows, as far as Wine goes: `make try-windows` (docs/windows.md)."""
