//! Tile paths, as c2sp.org/tlog-tiles writes them.

use proptest::prelude::*;
use volens_log::tile::{ENTRIES, Tile, WIDTH};

fn read(path: &str) -> Option<Tile> {
    path.parse().ok()
}

#[test]
fn the_specifications_paths() {
    let tile = Tile { level: 0, index: 1_234_067, width: WIDTH };
    assert_eq!(tile.to_string(), "0/x001/x234/067");
    assert_eq!(read("0/x001/x234/067"), Some(tile));
    let tile = Tile { level: ENTRIES, index: 0, width: 8 };
    assert_eq!(tile.to_string(), "entries/000.p/8");
    assert_eq!(read("entries/000.p/8"), Some(tile));
}

#[test]
fn a_tile_has_one_path() {
    for path in [
        "",
        "/",
        "0",
        "0/",
        "0/0",
        "0/00",
        "0/0000",
        "0/x000/000",
        "0/001/234",
        "0/x1/234",
        "0/x001/x234",
        "0/000.p/0",
        "0/000.p/256",
        "0/000.p/08",
        "0/000.p/",
        "0/000.p",
        "8/000",
        "-1/000",
        "00/000",
        "+1/000",
        "data/000",
        "entries/",
        "0/x/000",
        "0//000",
        "0/000/",
        "0/x001/x234/067.p/8/9",
        "0/\u{664}00",
        "0/x009/x223/x372/x036/x854/x775/808",
    ] {
        assert_eq!(read(path), None, "{path}");
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read(level in -1_i8..8, index in 0..i64::MAX as u64, width in 1..=WIDTH) {
        let tile = Tile { level, index, width };
        prop_assert_eq!(read(&tile.to_string()), Some(tile));
    }

    #[test]
    fn nothing_panics(path in "(entries|[0-9]{0,3})/[x0-9/.p]{0,40}") {
        if let Some(tile) = read(&path) {
            prop_assert_eq!(tile.to_string(), path);
        }
    }

    /// Cloudflare's crate writes the hash tiles' paths the same.
    #[test]
    fn others_write_the_same(level in 0_i8..6, index in 0_u64..1 << 20, width in 1..=WIDTH) {
        let ours = Tile { level, index, width };
        let level = u8::try_from(level).expect("small");
        let theirs = tlog_tiles::Tile::new(8, level, index, u32::try_from(width).expect("small"), false);
        let path = format!("tile/{ours}");
        prop_assert!(theirs.path().ends_with(ours.to_string().as_str()), "{} {path}", theirs.path());
    }
}
