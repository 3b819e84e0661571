"""今日の仕事: what waits for a supervisor while no patron is open."""
