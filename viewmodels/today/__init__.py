"""今日の仕事: what waits for a supervisor while nobody is open."""
