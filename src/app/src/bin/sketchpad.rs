//! The sketchpad's entry.

fn main() {
    app::start_sketchpad();
}
