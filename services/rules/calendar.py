"""When a branch is open: weekly and monthly closing days, holidays, and single-day overrides.

Each branch has a calendar of its own (domain.md, "Branches"): due dates move with the lending branch's, shelf-until
dates with the pick-up branch's.
"""
