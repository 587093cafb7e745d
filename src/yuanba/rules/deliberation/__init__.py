"""The rules of deliberation: councils and their seats, when they meet, and how a topic comes before them."""
