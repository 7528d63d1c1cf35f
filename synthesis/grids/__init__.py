"""The secretariat's own grid of codes for a theme: people code some texts, the worker places the rest."""
