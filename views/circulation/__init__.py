"""貸出・予約照会: panels and dialogs of loans and holds."""
