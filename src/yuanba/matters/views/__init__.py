"""Pages about matters: for residents without an account, and for staff at a desk."""
