"""What residents' words mean. It only suggests, with its reasons; a person decides."""
