"""The desks of a council: its members', its secretariat's."""
