"""What accounts, log-ins and positions ask of the rules."""
