"""操作の一覧: the page, its rows, its filters, its file."""
