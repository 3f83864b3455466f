//! Several ledgers on one store: their visitors' events meet in one tree.

use crate::load::Load;
use crate::place::Place;
use crate::serving::signal;
use volens_testing::Postgres;

#[tokio::test(flavor = "multi_thread")]
async fn two_ledgers_on_one_store_keep_one_log_sqlite() {
    two(Place::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_ledgers_on_one_store_keep_one_log_postgres() {
    two(Place::postgres(Postgres::shared().database()).await).await;
}

async fn two(place: Place) {
    // Both at once on a store that is empty.
    let starts = [place.start(|command| command), place.start(|command| command)];
    let [first, second] = starts;
    let (mut first, second) = tokio::join!(first.listening(), second.listening());
    let load = Load::on(&first).await;
    // One load, so that what one of them broke off is sent to whichever is free.
    tokio::join!(load.run(&first, 400), load.run(&second, 400));
    load.settle(&first, &place).await;
    load.settle(&second, &place).await;

    // One of them is lost in the middle; the other takes its visitors.
    let before = load.acknowledged();
    let id = first.id();
    let fault = async {
        while load.acknowledged() < before + 100 {
            tokio::task::yield_now().await;
        }
        signal("KILL", id);
    };
    tokio::join!(load.run(&first, usize::MAX), load.run(&second, 400), fault);
    first.kill().await;
    load.settle(&second, &place).await;
}
