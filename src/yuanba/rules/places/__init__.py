"""The verbs of areas and who may do them."""
