"""Rules of accounts and log-in: verbs, mobile numbers, and weak passwords."""
