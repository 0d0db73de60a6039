//! The contract program as a WASI module: see `programs.mjs` for what each of its modes must do.

use std::fs;
use std::io::{Read, Write};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::stdout();
    match args.first().map(String::as_str) {
        Some("all") => {
            println!("{}", args.join("|"));
            println!("{}", std::env::var("COLOUR").unwrap_or_default());
            print!("{}", fs::read_to_string("/data/x").expect("absolute"));
            print!("{}", fs::read_to_string("data/x").expect("relative"));
            println!(
                "{}",
                fs::metadata("/empty")
                    .map(|entry| entry.is_dir())
                    .unwrap_or(false)
            );
            println!("{}", fs::metadata("/missing").is_err());
            let mut stdin = Vec::new();
            std::io::stdin().read_to_end(&mut stdin).expect("stdin");
            out.write_all(&stdin).expect("stdout");
            out.flush().expect("stdout");
            eprintln!("oops");
            std::process::exit(3);
        }
        Some("binary") => {
            let bytes: Vec<u8> = (0..=255).collect();
            out.write_all(&bytes).expect("stdout");
            out.flush().expect("stdout");
        }
        Some("lines") => {
            for line in 0..12_000 {
                println!("{line}");
            }
        }
        Some("bytes") => {
            for _ in 0..300 {
                out.write_all(&[b'x'; 10_000]).expect("stdout");
            }
            out.flush().expect("stdout");
        }
        Some("loop") => {
            for line in 0..100 {
                println!("before {line}");
            }
            loop {
                std::hint::black_box(());
            }
        }
        Some("leave") => {
            println!("{}", fs::metadata("/left").is_ok());
            fs::write("/left", "here").expect("write");
            fs::write("/data/x", "changed").expect("write");
        }
        Some("panic") => panic!("on purpose"),
        _ => {}
    }
}
