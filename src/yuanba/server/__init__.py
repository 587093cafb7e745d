"""The processes of an installation: embedded PostgreSQL, the supervisor, the folders they use."""
