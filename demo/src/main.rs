//! `volens-demo`: serves the bookshop, the partner site and the club until it is asked to stop.

use clap::Parser;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use volens_demo::{Listeners, Origins};

/// The demo's hosts: a bookshop, a partner site and a readers' club that embed a running `volens serve`.
#[derive(Debug, Parser)]
struct Options {
    /// Address of the bookshop; visitors reach it as localhost.
    #[arg(long)]
    shop: SocketAddr,
    /// Address of the partner site; visitors reach it as 127.0.0.1.
    #[arg(long)]
    partner: SocketAddr,
    /// Address of the readers' club; visitors reach it as localhost.
    #[arg(long)]
    club: SocketAddr,
    /// Origin of the running `volens serve`.
    #[arg(long)]
    consent: String,
    /// The ledger's store, as `volens serve` has it: sqlite:PATH.
    #[arg(long)]
    store: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("volens-demo: {why}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(options: Options) -> Result<(), Box<dyn std::error::Error>> {
    let store = volens_store::open(&options.store).await?;
    // Cookies ignore ports: two names of one machine keep the two sites apart.
    let origins = Origins {
        shop: format!("http://localhost:{}", options.shop.port()),
        partner: format!("http://127.0.0.1:{}", options.partner.port()),
        club: format!("http://localhost:{}", options.club.port()),
        consent: options.consent,
    };
    let listeners = Listeners {
        shop: TcpListener::bind(options.shop).await?,
        partner: TcpListener::bind(options.partner).await?,
        club: TcpListener::bind(options.club).await?,
    };
    println!("shop {}/, partner {}/, club {}/", origins.shop, origins.partner, origins.club);

    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        served = volens_demo::serve(&origins, listeners, store.clone()) => served?,
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    store.close().await;
    Ok(())
}
