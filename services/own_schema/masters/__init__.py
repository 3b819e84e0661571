"""The masters in force: policies, calendars, branches, wording, as each look-up reads them."""
