//! `volens-demo`: serves the bookshop and the partner site until it is asked to stop.

use clap::Parser;
use std::net::SocketAddr;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use volens_demo::Origins;

/// The demo's hosts: a bookshop and a partner site that embed a running `volens serve`.
#[derive(Debug, Parser)]
struct Options {
    /// Address of the bookshop; visitors reach it as localhost.
    #[arg(long)]
    shop: SocketAddr,
    /// Address of the partner site; visitors reach it as 127.0.0.1.
    #[arg(long)]
    partner: SocketAddr,
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
        consent: options.consent,
    };
    let shop = TcpListener::bind(options.shop).await?;
    let partner = TcpListener::bind(options.partner).await?;
    println!("shop {}/, partner {}/", origins.shop, origins.partner);

    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        served = volens_demo::serve(&origins, shop, partner, store.clone()) => served?,
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    store.close().await;
    Ok(())
}
