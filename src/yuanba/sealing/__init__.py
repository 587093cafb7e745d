"""Encryption of personal data: the key ring, its rotation, sealed columns and sealed files."""
