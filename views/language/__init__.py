"""Language: translation, the language of the screen, dates, where Japanese lines break."""
