//! Names of a program's files.

use std::collections::HashSet;
use std::fmt;

/// The longest name, in bytes.
pub const MAX_NAME: usize = 64;

/// The most files of a program.
pub const MAX_FILES: usize = 32;

/// What is wrong with a name. Its text says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameError {
    /// It is empty, or begins or ends with a space.
    Empty,
    /// It is longer than [`MAX_NAME`].
    TooLong,
    /// It has a character that a file's name can't have, or is a directory's.
    NotAName(String),
    /// There is such a file.
    Taken(String),
    /// There are [`MAX_FILES`] files.
    TooMany,
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => {
                f.write_str("A file needs a name that neither begins nor ends with a space.")
            }
            Self::TooLong => write!(f, "A file's name has at most {MAX_NAME} bytes."),
            Self::NotAName(name) => write!(
                f,
                "“{}” can't be a file's name: leave out slashes and control characters.",
                name.escape_debug()
            ),
            Self::Taken(name) => write!(f, "There is a file “{name}” already."),
            Self::TooMany => write!(f, "A program has at most {MAX_FILES} files."),
        }
    }
}

impl std::error::Error for NameError {}

/// Checks the name of a file.
///
/// # Errors
/// What is wrong with it.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.trim().is_empty() || name.trim() != name {
        return Err(NameError::Empty);
    }
    if name.len() > MAX_NAME {
        return Err(NameError::TooLong);
    }
    let odd = |c: char| c == '/' || c == '\\' || c.is_control();
    if name.contains(odd) || name == "." || name == ".." {
        return Err(NameError::NotAName(name.to_owned()));
    }
    Ok(())
}

/// Checks the names of a whole program's files.
///
/// # Errors
/// What is wrong with the first that is wrong.
pub fn check_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Result<(), NameError> {
    let mut seen = HashSet::new();
    for name in names {
        check_name(name)?;
        if !seen.insert(name) {
            return Err(NameError::Taken(name.to_owned()));
        }
        if seen.len() > MAX_FILES {
            return Err(NameError::TooMany);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_plain_files() {
        let odd = |name: &str| Err(NameError::NotAName(name.to_owned()));
        for (name, expected) in [
            ("main.py", Ok(())),
            ("Makefile", Ok(())),
            ("two words.txt", Ok(())),
            ("é.js", Ok(())),
            (".hidden", Ok(())),
            ("", Err(NameError::Empty)),
            (" a", Err(NameError::Empty)),
            ("a\n", Err(NameError::Empty)),
            (".", odd(".")),
            ("..", odd("..")),
            ("a/b", odd("a/b")),
            ("a\\b", odd("a\\b")),
            ("a\0b", odd("a\0b")),
            (&"x".repeat(64), Ok(())),
            (&"x".repeat(65), Err(NameError::TooLong)),
        ] {
            assert_eq!(check_name(name), expected, "{name:?}");
        }
    }

    #[test]
    fn a_program_has_each_name_once_and_not_too_many() {
        assert_eq!(check_names(["a", "b"]), Ok(()));
        assert_eq!(
            check_names(["a", "b", "a"]),
            Err(NameError::Taken("a".to_owned()))
        );
        let many: Vec<String> = (0..=MAX_FILES).map(|n| n.to_string()).collect();
        let names = |count: usize| many.iter().take(count).map(String::as_str);
        assert_eq!(check_names(names(MAX_FILES)), Ok(()));
        assert_eq!(check_names(names(MAX_FILES + 1)), Err(NameError::TooMany));
    }
}
