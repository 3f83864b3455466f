crate::statements::statements!(sqlx::postgres::PgConnection, "event");
