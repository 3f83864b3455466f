// By its index of sites, a page would go over all of a site's events.
crate::statements::statements!(sqlx::SqliteConnection, "event NOT INDEXED");
