"""Compacts (公约) of areas and estates: numbered versions, each adopted by a counted vote."""
