//! How much an address, and the network around it, may ask for. The table has a fixed size and
//! holds times, not addresses: nothing in it can be read back as one (L17).
//!
//! Each prefix has a cell in each of two rows, found by hashes with random keys. A cell holds when
//! its allowance will be whole again (the generic cell rate algorithm, ITU-T I.371). Who shares
//! one cell with a flood still has the other, so strangers pay only where both are shared. A map
//! with an entry for each address, as libraries keep, would grow with the flood it should bound.

use std::hash::{BuildHasher, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Cells in a row: half a megabyte for the four rows.
const CELLS: usize = 1 << 14;

/// Seconds' worth of requests that may come at once: offices and phone networks put many visitors
/// behind one address.
const BURST: u64 = 20;

/// How much more than one address the network around it may ask for.
const WIDER: u32 = 8;

/// The allowances of everybody.
#[derive(Debug)]
pub(super) struct Rates {
    /// One address: 32 bits of IPv4; 64 of IPv6, which is one household.
    narrow: Table,
    /// The network around it: 24 bits of IPv4, 48 of IPv6.
    wide: Table,
}

#[derive(Debug)]
struct Table {
    rows: [Row; 2],
    /// Nanoseconds that one request costs.
    cost: u64,
}

#[derive(Debug)]
struct Row {
    key: RandomState,
    cells: Box<[AtomicU64]>,
}

impl Rates {
    pub(super) fn new(rate: NonZeroU32) -> Self {
        let wide = rate.saturating_mul(NonZeroU32::MIN.saturating_add(WIDER - 1));
        Self { narrow: Table::new(rate), wide: Table::new(wide) }
    }

    /// Takes one request from an address's allowance, or says how long to wait. `now` is the time
    /// since the table was made.
    pub(super) fn take(&self, address: IpAddr, now: Duration) -> Result<(), Duration> {
        let now = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX);
        let (narrow, wide) = match address {
            IpAddr::V4(address) => {
                let bits = u64::from(address.to_bits());
                (bits, bits >> 8)
            }
            IpAddr::V6(address) => {
                // A tag in a bit that shifting leaves free keeps the two families apart.
                let network = address.to_bits() >> 64;
                let bits = u64::try_from(network).unwrap_or_default();
                (bits ^ (1 << 63), (bits >> 16) | (1 << 63))
            }
        };
        let cells = [(&self.narrow, narrow), (&self.wide, wide)];
        let cells = cells.map(|(table, prefix)| (table, table.cells(prefix)));
        for (table, cells) in &cells {
            table.allows(cells, now)?;
        }
        for (table, cells) in &cells {
            table.charge(cells, now);
        }
        Ok(())
    }
}

impl Table {
    fn new(rate: NonZeroU32) -> Self {
        Self { rows: [Row::new(), Row::new()], cost: 1_000_000_000 / u64::from(rate.get()) }
    }

    fn cells(&self, prefix: u64) -> [Option<&AtomicU64>; 2] {
        self.rows.each_ref().map(|row| row.cell(prefix))
    }

    fn allows(&self, cells: &[Option<&AtomicU64>; 2], now: u64) -> Result<(), Duration> {
        let spent = whole_at(cells).saturating_sub(now);
        let over = (spent + self.cost).saturating_sub(BURST * 1_000_000_000);
        if over == 0 { Ok(()) } else { Err(Duration::from_nanos(over)) }
    }

    fn charge(&self, cells: &[Option<&AtomicU64>; 2], now: u64) {
        let until = whole_at(cells).max(now).saturating_add(self.cost);
        for cell in cells.iter().flatten() {
            // Two requests at the very same time may be charged as one: that is near enough.
            cell.fetch_max(until, Ordering::Relaxed);
        }
    }
}

/// When a prefix's allowance is whole again: never later than its less busy cell says.
fn whole_at(cells: &[Option<&AtomicU64>; 2]) -> u64 {
    cells.iter().flatten().map(|cell| cell.load(Ordering::Relaxed)).min().unwrap_or_default()
}

impl Row {
    fn new() -> Self {
        let cells = std::iter::repeat_with(AtomicU64::default).take(CELLS).collect();
        Self { key: RandomState::new(), cells }
    }

    fn cell(&self, prefix: u64) -> Option<&AtomicU64> {
        let hash = usize::try_from(self.key.hash_one(prefix) & (CELLS as u64 - 1));
        hash.ok().and_then(|place| self.cells.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: u32 = 10;
    const AT_ONCE: usize = 200;

    #[test]
    fn an_address_has_its_burst_then_its_rate() {
        let rates = rates();
        assert_eq!(admitted(&rates, |_| "192.0.2.7".to_owned(), 500, 0), AT_ONCE);
        let wait = rates.take("192.0.2.7".parse().unwrap(), Duration::ZERO).unwrap_err();
        assert_eq!(wait, Duration::from_millis(100), "until there is room for one");
        assert_eq!(admitted(&rates, |_| "192.0.2.7".to_owned(), 500, 3), 3 * RATE as usize);
        assert_eq!(admitted(&rates, |_| "192.0.2.7".to_owned(), 500, 3600), AT_ONCE);
        assert_eq!(admitted(&rates, |_| "198.51.100.1".to_owned(), 500, 3600), AT_ONCE);
    }

    #[test]
    fn a_household_is_one_address_and_a_network_has_an_allowance_of_its_own() {
        let household = |n: usize| format!("2001:db8:0:1::{n:x}");
        assert_eq!(admitted(&rates(), household, 1000, 0), AT_ONCE);
        let network = |n: usize| format!("192.0.2.{}", n % 256);
        assert_eq!(admitted(&rates(), network, 10_000, 0), AT_ONCE * WIDER as usize);
        let site = |n: usize| format!("2001:db8:0:{:x}::1", n % 5000);
        assert_eq!(admitted(&rates(), site, 10_000, 0), AT_ONCE * WIDER as usize);
    }

    #[test]
    fn a_flood_from_everywhere_costs_no_memory_and_few_strangers() {
        let rates = rates();
        for round in 0..2 {
            for n in 0..4000_u32 {
                let bits = n.wrapping_mul(2_654_435_761).wrapping_add(round);
                let _ = rates.take(IpAddr::V4(bits.into()), Duration::ZERO);
            }
        }
        // 2 400 addresses that have used up all they may.
        for n in 0..2400 {
            let flooder = |_| format!("10.{}.{}.1", n / 256, n % 256);
            admitted(&rates, flooder, AT_ONCE + 1, 0);
        }
        let strangers = (0..1000).filter(|n| {
            let address = format!("172.{}.{}.9", 16 + n / 256, n % 256).parse().unwrap();
            rates.take(address, Duration::ZERO).is_ok()
        });
        let served = strangers.count();
        assert!(served > 950, "{served} of 1000");
        assert_eq!(rates.narrow.rows[0].cells.len(), CELLS);
    }

    fn rates() -> Rates {
        Rates::new(NonZeroU32::new(RATE).unwrap())
    }

    /// How many of `count` requests get through at this second.
    fn admitted(rates: &Rates, from: impl Fn(usize) -> String, count: usize, second: u64) -> usize {
        let now = Duration::from_secs(second);
        (0..count).filter(|n| rates.take(from(*n).parse().unwrap(), now).is_ok()).count()
    }
}
