"""Work on the ground: a grid worker's patrols, and the handover of work in leave."""
