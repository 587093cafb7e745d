"""The actions on public notices: their names, and who may do them."""
