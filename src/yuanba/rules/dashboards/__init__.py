"""Rules of the figures that leaders read."""
