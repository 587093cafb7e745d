"""An app made by a test: it installs with no edit outside its folder, `rules`, the settings and the URLs."""
