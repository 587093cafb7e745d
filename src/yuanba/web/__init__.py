"""What the pages of all apps share: request handling, base templates, components, tags, navigation."""
