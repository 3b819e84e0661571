"""Rules of patrons: names, registration, suspensions, reports, e-mail, identity."""
