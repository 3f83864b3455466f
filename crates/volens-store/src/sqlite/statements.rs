crate::statements::statements!(sqlx::SqliteConnection);
