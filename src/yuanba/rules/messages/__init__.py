"""The verbs of messages and who may do them."""
