//! The engine worker's entry.

fn main() {
    engine::start();
}
