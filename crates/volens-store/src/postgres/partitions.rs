//! One partition of `event` a month (`docs/adr/0009-partitions-by-the-month-of-the-id.md`).

use crate::StoreError;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Connection};

/// How many months ahead there are partitions. A ledger that runs on for longer puts its events
/// into `event_other` until it starts again.
const AHEAD: i32 = 12;

/// Any number, the same for every ledger.
const LOCK: i64 = 0x766f_6c65_6e73;

/// The month that an id tells, 202611; 0 for an id that tells none.
pub(super) fn month(id: &str) -> i32 {
    let digits = id.get(..8).zip(id.get(9..13));
    let milliseconds = digits.and_then(|(high, low)| {
        let milliseconds = i64::from_str_radix(high, 16).ok()? << 16;
        Some(milliseconds | i64::from_str_radix(low, 16).ok()?)
    });
    let time = milliseconds.and_then(|it| Timestamp::from_millisecond(it).ok());
    time.map_or(0, |time| number(time.to_zoned(TimeZone::UTC).date()))
}

fn number(date: Date) -> i32 {
    i32::from(date.year()) * 100 + i32::from(date.month())
}

/// Makes the partitions that are missing, from last month's on.
pub(super) async fn make(connection: &mut PgConnection) -> Result<(), StoreError> {
    let mut transaction = connection.begin().await?;
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *transaction).await?;
    let months: Vec<i32> = sqlx::query_scalar(
        "SELECT to_char(now() AT TIME ZONE 'UTC' + make_interval(months => ahead), 'YYYYMM')::int \
         FROM generate_series(-1, $1) AS ahead",
    )
    .bind(AHEAD)
    .fetch_all(&mut *transaction)
    .await?;
    for month in months {
        let name = format!("event_{month}");
        let there: bool = sqlx::query_scalar("SELECT to_regclass($1) IS NOT NULL")
            .bind(&name)
            .fetch_one(&mut *transaction)
            .await?;
        if there {
            continue;
        }
        // What came before its partition did stands in `event_other` and moves.
        let make = format!(
            "CREATE TABLE {name} (LIKE event INCLUDING ALL); \
             WITH moved AS (DELETE FROM event_other WHERE month = {month} RETURNING *) \
             INSERT INTO {name} SELECT * FROM moved; \
             ALTER TABLE event ATTACH PARTITION {name} FOR VALUES FROM ({month}) TO ({month} + 1)"
        );
        sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn an_id_tells_its_month_whatever_it_looks_like() {
        assert_eq!(month("019aac3d-bb80-7e4f-8a5b-000000000000"), 202_511);
        assert_eq!(month("019b76da-a7ff-7000-8000-000000000000"), 202_512, "the last instant");
        assert_eq!(month("019b76da-a800-7000-8000-000000000000"), 202_601, "the first instant");
        assert_eq!(month("00000000-0000-7000-8000-000000000000"), 197_001);
        for odd in ["", "1", "ffffffff-ffff-7000-8000-000000000000", "āāāāāāāāāāāāāāāāāā"]
        {
            assert_eq!(month(odd), 0, "{odd}");
        }
    }
}
