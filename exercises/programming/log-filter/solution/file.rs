//! What is kept of one file while it is read, and what can be said of it only at its end.

use super::format::{Needs, Parser};
use super::options::Options;
use super::reader::LONGEST;
use contract::Failure;

/// One file's part of a scan.
pub(super) struct FileScan<'f> {
    /// Its name, for messages.
    pub(super) name: &'f str,
    /// Its format, once it is known.
    pub(super) parser: Option<Parser>,
    /// Lines before the block at hand, where they are counted.
    pub(super) lines: u64,
    /// Lines that are not of the format, of those that were taken apart.
    pub(super) malformed: u64,
    /// Lines that are.
    pub(super) well_formed: u64,
}

impl<'f> FileScan<'f> {
    pub(super) fn new(name: &'f str) -> Self {
        Self {
            name,
            parser: None,
            lines: 0,
            malformed: 0,
            well_formed: 0,
        }
    }

    /// A word for stderr on cut and malformed lines, empty when there are none. `needs` is there when lines had to be
    /// taken apart.
    ///
    /// # Errors
    /// When the format was never recognised, or a field never seen: an empty answer would be a wrong one.
    pub(super) fn finish(
        &self,
        cut: u64,
        options: &Options,
        needs: Option<&Needs<'_>>,
    ) -> Result<String, Failure> {
        let name = self.name;
        let mut summary = String::new();
        if cut > 0 {
            summary.push_str(&format!(
                "log-filter: {name}: {cut} lines longer than {LONGEST} bytes were cut\n"
            ));
        }
        let Some(needs) = needs.filter(|_| !options.malformed) else {
            return Ok(summary);
        };
        let Some(parser) = &self.parser else {
            if self.malformed == 0 {
                return Ok(summary);
            }
            let problem = "no line of the file is of a known format; name it with --format";
            return Err(Failure::at_line(name, 1, problem));
        };
        if self.well_formed > 0
            && let Some(field) = parser.never_seen(needs)
        {
            let fields = parser.first_fields().join(", ");
            return Err(Failure::new(format!(
                "{name}: no line has a field `{field}`; the first has {fields}"
            )));
        }
        if self.malformed > 0 {
            summary.push_str(&format!(
                "log-filter: {name}: {} of {} lines malformed (not {}); --malformed prints them\n",
                self.malformed,
                self.lines,
                parser.format.name()
            ));
        }
        Ok(summary)
    }
}
