"""Approvals by a supervisor (責任者の承認)."""
