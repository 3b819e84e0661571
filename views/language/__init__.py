"""Language: translation, the language of the screen, dates, where its lines end."""
