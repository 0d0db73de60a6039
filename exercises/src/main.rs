//! `cargo run -p exercises -- NAME [options]`: the code of the tab, in a terminal.

fn main() -> std::process::ExitCode {
    cli::main()
}

mod cli;
mod host;
