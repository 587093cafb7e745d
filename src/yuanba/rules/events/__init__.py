"""The actions on events: their names, who may do them, and the rules of seats and doors."""
