"""今日の仕事: the page, 貸出禁止一覧, its dialogs and its words."""
