"""パスワード: page, dialogs, the slip's preview."""
