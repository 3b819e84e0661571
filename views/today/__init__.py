"""今日の仕事: the page, 利用停止一覧, its dialogs and its words."""
