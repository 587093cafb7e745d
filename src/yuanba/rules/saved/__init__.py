"""Rules of saved views of work tables: which actions there are and who may do them."""
