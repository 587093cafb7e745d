"""The rules of projects: what one needs, its milestones, its time and its end."""
