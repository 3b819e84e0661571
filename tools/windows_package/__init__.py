"""Makes what Windows is given: the installer, the templates of group policy, signatures (docs/windows.md)."""
