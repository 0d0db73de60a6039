//! pstree: the processes of a captured /proc as a tree, byte for byte as psmisc 23.6 prints it.
//!
//! Three steps, one module each: [`procfs`] reads `/proc/PID/stat` (and `cmdline`, `task/`) into a list of records,
//! [`forest`] inverts "who is my parent" into "who are my children" through a hash table, and [`draw`] prints the
//! tree. No step recurses, so a chain of any depth fits, and none is quadratic in the number of processes.
//!
//! Sources: proc_pid_stat(5), proc_pid_cmdline(5), proc_pid_task(5) of the Linux man-pages; pstree(1) of psmisc 23.6,
//! whose output over the same files is recorded under `fixtures/recorded`.

use contract::{Failure, Io};

#[path = "solution/draw.rs"]
mod draw;
#[path = "solution/forest.rs"]
mod forest;
#[path = "solution/generate.rs"]
mod generate;
#[path = "solution/grow.rs"]
mod grow;
#[path = "solution/line.rs"]
mod line;
#[path = "solution/options.rs"]
mod options;
#[path = "solution/procfs.rs"]
mod procfs;
#[path = "solution/report.rs"]
mod report;
#[path = "solution/stat.rs"]
mod stat;
#[cfg(test)]
#[path = "solution/tests.rs"]
mod tests;

pub use generate::generate;
pub use grow::grow;
pub use options::HELP;

/// Reads the captured /proc, prints the tree to stdout and, when asked, fills the report.
///
/// A process that vanished while it was read (no `stat`, or an empty one) is left out without a word, as pstree does;
/// a `stat` that is there but is none is left out with a warning on stderr that names the file and line.
///
/// # Errors
/// Wrong usage (status 2), a root that can't be listed or holds no process (status 1).
pub fn run(io: &mut Io<'_>) -> Result<u8, Failure> {
    let options = options::parse(io.args, io.env)?;
    let capture = procfs::read(io.files, &options, io.report.is_some(), io.progress)?;
    for problem in &capture.malformed {
        writeln!(io.stderr, "pstree: {problem}; the process is left out")?;
    }
    let forest = forest::Forest::build(&capture.processes, options.by_pid);
    if let Some(start) = forest.find(options.start) {
        let cut = draw::tree(&forest, start, &options, io.stdout)?;
        if cut {
            writeln!(
                io.stderr,
                "pstree: PID {} is its own ancestor; the tree ends where it would begin again",
                options.start
            )?;
        }
    }
    if let Some(report) = io.report.as_deref_mut() {
        report::fill(report, &capture, &forest, &options);
    }
    Ok(0)
}
