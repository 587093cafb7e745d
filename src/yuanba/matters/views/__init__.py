"""What pages of matters show, prepared for whoever reads them: residents, staff, the public."""
