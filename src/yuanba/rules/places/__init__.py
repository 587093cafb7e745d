"""The actions on areas: their names, and who may do them."""
