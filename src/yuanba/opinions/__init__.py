"""Opinions: statements with which people agree or disagree, and the groups of those who think alike."""
