"""操作の一覧: what staff did on a day, to whichever patron, and who looked."""
