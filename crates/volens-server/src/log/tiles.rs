use volens_log::Tiles;
use volens_log::tile::Tile;
use volens_store::{Log, StoreError};

/// Reads tiles, as wide as they are said to be. One that is missing is left out.
pub(super) async fn read<S: Log + ?Sized>(
    store: &S,
    site: &str,
    wanted: Vec<Tile>,
) -> Result<Tiles, StoreError> {
    let mut tiles = Tiles::new();
    for Tile { level, index, width } in wanted {
        if let Some(mut hashes) = store.tile(site, level, index).await? {
            hashes.truncate(width);
            tiles.insert((level, index), hashes);
        }
    }
    Ok(tiles)
}
