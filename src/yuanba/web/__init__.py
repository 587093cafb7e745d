"""What the pages of all apps share: entrance, base templates, components, tags, sentences, navigation."""
