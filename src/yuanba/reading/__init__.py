"""Text analysis of residents' words, without training: it only suggests, and a person decides."""
