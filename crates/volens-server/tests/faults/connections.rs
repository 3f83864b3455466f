//! PostgreSQL takes no more connections, or the network to it is cut.

use crate::load::{Answer, Load};
use crate::place::Place;
use crate::serving::PATIENCE;
use crate::session::{Session, database};
use std::time::Instant;
use volens_testing::{Postgres, Wire};

#[tokio::test(flavor = "multi_thread")]
async fn with_every_connection_taken_it_asks_to_come_back() {
    let postgres = Postgres::start();
    let url = postgres.database();
    let database = database(&url).to_owned();
    let place = Place::postgres(url).await;
    let ledger = place.serve().await;
    let load = Load::on(&ledger).await;
    load.run(&ledger, 50).await;
    load.settle(&ledger, &place).await;

    // Others take every connection that is free, and then those of the ledger.
    let mut others = Vec::new();
    let begun = Instant::now();
    loop {
        while let Ok(session) = Session::open(postgres.port(), &database) {
            others.push(session);
        }
        let session = others.last_mut().expect("a connection");
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE application_name = 'volens'";
        if session.run(cut).unwrap().is_empty() {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "the ledger never lets go");
    }
    for _ in 0..3 {
        assert_eq!(load.send(&ledger).await, Answer::Unavailable, "{}", ledger.log());
    }
    drop(others);
    load.settle(&ledger, &place).await;
    load.run(&ledger, 50).await;
    load.settle(&ledger, &place).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_network_to_its_database_cut_it_answers_and_goes_on_later() {
    let postgres = Postgres::shared();
    let direct = postgres.database();
    let wire = Wire::to(postgres.port());
    let ports = [postgres.port(), wire.port()].map(|port| format!(":{port}/"));
    let place = Place::postgres(direct.clone()).await;
    let place = place.by_way_of(direct.replace(&ports[0], &ports[1]));
    let ledger = place.serve().await;
    let load = Load::on(&ledger).await;
    for _ in 0..2 {
        let fault = async {
            while load.acknowledged() < 50 {
                tokio::task::yield_now().await;
            }
            wire.cut();
        };
        // Every sender ends with an answer: `Load` fails when one takes too long.
        tokio::join!(load.run(&ledger, usize::MAX), fault);
        assert!(load.unavailable() > 0, "nobody noticed");
        assert_eq!(load.send(&ledger).await, Answer::Unavailable, "{}", ledger.log());
        wire.mend();
        load.settle(&ledger, &place).await;
    }
}
