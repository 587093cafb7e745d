"""The front door: base templates, components, the look of a page, errors and sentences for people."""
