"""The secretariat's desk of consultations: one module per noun."""

from consult.consultations.desk import consultations, documents, phases, themes

PAGES = (consultations, phases, themes, documents)
