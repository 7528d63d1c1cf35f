"""Do what a council's secretariat and its members do."""
