//! How many connections one address holds. Without a bound, one visitor who opens them and waits
//! would leave none for the others. What is counted lives as long as its connections do.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// Connections of one address: of IPv6, of one household.
const EACH: usize = 256;

/// Connections by address. Holds no more entries than there are connections.
#[derive(Clone, Default)]
pub(super) struct Places {
    taken: Arc<Mutex<HashMap<u128, usize>>>,
}

/// One connection's place; free again when dropped.
pub(super) struct Place {
    places: Places,
    address: u128,
}

impl Places {
    /// A place, unless the address has all that it may.
    pub(super) fn take(&self, address: IpAddr) -> Option<Place> {
        let address = match address.to_canonical() {
            IpAddr::V4(address) => u128::from(address.to_bits()),
            IpAddr::V6(address) => address.to_bits() >> 64 << 64,
        };
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        if *count >= EACH {
            return None;
        }
        *count += 1;
        Some(Place { places: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_share_and_leaves_nothing_behind() {
        let places = Places::default();
        let take = |address: &str| places.take(address.parse().unwrap());
        let mut held: Vec<Place> = (0..EACH).filter_map(|_| take("2001:db8::1")).collect();
        assert_eq!(held.len(), EACH);
        assert!(take("2001:db8::2").is_none(), "the same household");
        assert!(take("2001:db8:0:1::1").is_some() && take("192.0.2.7").is_some());
        held.pop();
        held.extend(take("2001:db8::2"));
        assert_eq!(held.len(), EACH);
        drop(held);
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
