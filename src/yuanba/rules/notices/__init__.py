"""The verbs of public notices and who may do them."""
