"""Rules of accounts and log-in: actions, mobile numbers, and weak passwords."""
