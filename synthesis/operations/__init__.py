"""Write syntheses: build them, write in them, sign them off."""
