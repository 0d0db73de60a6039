//! The page's entry.

fn main() {
    app::start();
}
