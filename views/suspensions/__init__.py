"""貸出禁止と申し出: panels and dialogs."""
