"""The processes of an installation: embedded PostgreSQL, the supervisor, and the folders that they use."""
