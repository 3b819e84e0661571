"""What a desk reads on PostgreSQL: functions, made of the statements that SQLite runs."""
