use super::*;
use crate::upgrade;

/// Also where the server's own setting says otherwise.
#[tokio::test]
async fn what_is_acknowledged_is_on_disk() {
    let url = volens_testing::Postgres::shared().database();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let off = "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || \
               ' SET synchronous_commit = off'; END $$";
    sqlx::raw_sql(off).execute(&mut connection).await.unwrap();
    let store = Postgres::open(&url).await.unwrap();
    let setting: String =
        sqlx::query_scalar("SHOW synchronous_commit").fetch_one(&store.pool).await.unwrap();
    assert_eq!(setting, "on");
}

#[tokio::test]
async fn a_ledger_of_an_earlier_version_goes_on() {
    let url = volens_testing::Postgres::shared().database();
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let earlier = upgrade::before(sqlx::migrate!("migrations/postgres"), "groups");
    earlier.run_direct(None, &mut connection, false).await.unwrap();
    let bytes = |count| format!("'\\x{}'", "00".repeat(count));
    let rows = upgrade::rows(bytes, (", month", ", 0"));
    sqlx::raw_sql(AssertSqlSafe(rows.clone())).execute(&mut connection).await.unwrap();
    upgrade::check(&Postgres::open(&url).await.unwrap()).await;
    let again =
        sqlx::raw_sql(AssertSqlSafe(upgrade::waiting(&rows))).execute(&mut connection).await;
    assert!(again.is_err(), "what the earlier version still brings is refused");
}
