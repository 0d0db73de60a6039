//! The build tool: `cargo xtask serve | build | size | test | bench | new-exercise`.

mod assets;
mod bench;
mod browser_tests;
mod build;
mod cache;
mod cli;
mod compress;
mod content;
mod css;
mod design;
mod dist;
mod hash;
mod highlight;
mod html;
mod kit;
mod markdown;
mod offline;
mod process;
mod reload;
mod serve;
mod setup;
mod size;
mod skeleton;
mod steps;
mod wasm;
mod watch;
mod web;

fn main() -> std::process::ExitCode {
    cli::main()
}
