//! `cargo xtask demo`: the whole of it on this machine, until Ctrl-C.

use crate::command::Cmd;
use crate::servers::{Ended, Servers};
use crate::{artifacts, paths, setup};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};

pub(crate) fn run(port: u16) -> Result<(), String> {
    let at = |offset: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port + offset));
    let (shop, partner, consent, club) = (at(0), at(1), at(2), at(3));
    for address in [shop, partner, consent, club] {
        free(address, port)?;
    }
    setup::run(setup::For::Build)?;
    artifacts::site()?;
    artifacts::servers()?;

    let home = paths::target().join("demo");
    let ledger = home.join("ledger.sqlite");
    let store = format!("sqlite:{}", ledger.display());
    // Cookies ignore ports: two names of this machine keep the shop and the partner apart.
    let shop_origin = format!("http://localhost:{port}");
    let partner_origin = format!("http://127.0.0.1:{}", port + 1);
    let consent_origin = format!("http://localhost:{}", port + 2);
    let club_origin = format!("http://localhost:{}", port + 3);

    let mut servers = Servers::new(&home)?;
    let serve = Cmd::new(paths::program("volens"))
        .args("serve --site sites/apollo --site sites/club --listen")
        .arg(consent.to_string())
        .arg("--store")
        .arg(&store)
        .arg("--assets")
        .arg(paths::dist())
        .args(&format!("--also-origin {shop_origin} --also-origin {partner_origin}"))
        .args(&format!("--also-origin {club_origin}"));
    servers.start("volens", &serve)?;
    servers.until_answering(consent, "/readyz")?;
    let pages = Cmd::new(paths::program("volens-demo"))
        .args(&format!("--shop {shop} --partner {partner} --club {club}"))
        .args(&format!("--consent {consent_origin} --store"))
        .arg(&store);
    servers.start("volens-demo", &pages)?;
    for (address, path) in
        [(shop, "/"), (partner, "/"), (club, "/"), (shop, "/ledger"), (consent, "/apollo/lv.js")]
    {
        servers.until_answering(address, path)?;
    }

    println!(
        "
  Volens is running.

  Bookshop            {shop_origin}/
  Partner site        {partner_origin}/
  Form with boxes     {club_origin}/
  Processing overview {consent_origin}/apollo/notice?lang=lv
  Ledger, last events {shop_origin}/ledger
  Consent script      {consent_origin}/apollo/lv.js
  Policy              {consent_origin}/apollo/policy.json

  SQLite file         {}
  Logs                {}/*.log

  Ctrl-C stops everything.
",
        ledger.display(),
        home.display()
    );
    match servers.wait() {
        Ended::Interrupted => {
            println!("\nStopping …");
            drop(servers);
            println!("Stopped.");
            Ok(())
        }
        Ended::Died(how) => Err(how),
    }
}

/// Said before anything is built: a taken port is the likeliest thing to go wrong.
fn free(address: SocketAddr, port: u16) -> Result<(), String> {
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) => Err(format!(
            "{address} cannot be listened on ({error}).\n\
             The demo needs four ports in a row; choose others: cargo xtask demo --port {}",
            if port < 9000 { 9000 } else { 8080 }
        )),
    }
}
