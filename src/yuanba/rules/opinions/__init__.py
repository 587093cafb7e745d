"""The rules of consultations: what people say of statements, and when groups of opinion are shown."""
