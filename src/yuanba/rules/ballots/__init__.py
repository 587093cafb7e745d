"""Rules of deliberation: how votes are counted, exactly, in whole numbers and fractions."""
