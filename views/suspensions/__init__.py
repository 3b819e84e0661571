"""利用停止と申し出: panels and dialogs."""
