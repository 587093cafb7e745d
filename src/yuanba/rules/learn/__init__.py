"""Rules of the help: which actions there are on one's own first day and who may do them."""
