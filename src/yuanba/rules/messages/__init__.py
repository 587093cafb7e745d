"""The actions on messages: their names, and who may do them."""
