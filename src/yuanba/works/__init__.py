"""Projects (项目): resolutions that are carried out in steps, with a lead, a last day and money."""
