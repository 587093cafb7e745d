"""The rules of compacts: what may stand in one, what adopts it, and how two versions differ."""
