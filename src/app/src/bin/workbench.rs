//! The workbench's entry.

fn main() {
    app::start_workbench();
}
