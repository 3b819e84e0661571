"""利用者登録: page, form, lost cards."""
