"""Pictures, voice recordings and documents that people send: recognised by content and made safe."""
