//! `sqlx::migrate!` embeds the migrations; cargo must look again when one is added.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
