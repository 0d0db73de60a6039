//! The Rust side of the benchmarks.

mod cli;
mod cliques;
mod clock;
mod lru_cache;
mod processes;
mod queue;
mod random;
mod request;
mod unpack;

fn main() -> std::process::ExitCode {
    cli::main()
}
