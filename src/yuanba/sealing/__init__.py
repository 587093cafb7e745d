"""Encryption of personal data: the key ring, its rotation, encrypted columns and encrypted files."""
