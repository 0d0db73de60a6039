//! Command lines as people type them.

/// A command line, quoted as a shell needs it.
pub(super) fn quoted(name: &str, args: &[String]) -> String {
    let mut line = name.to_owned();
    for arg in args {
        line.push(' ');
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,+@%".contains(c);
        if !arg.is_empty() && arg.chars().all(plain) {
            line.push_str(arg);
        } else {
            line.push_str(&format!("'{}'", arg.replace('\'', "'\\''")));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn what_a_shell_would_split_is_quoted() {
        let args = ["-A", "a b", "it's", ""].map(str::to_owned);
        assert_eq!(quoted("x", &args), "x -A 'a b' 'it'\\''s' ''");
    }
}
