"""メールアドレス: page and dialogs."""
