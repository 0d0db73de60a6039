//! Changing the work: every operation on drafts and their files.

use super::{Draft, Files, NameError, Shelved, Work, check_names};
use crate::language::Language;
use std::fmt;

/// Why a change could not be made. Its text says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// A name won't do.
    Name(NameError),
    /// There is no such file.
    Missing(String),
    /// The main file must stay.
    Main(String),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => error.fmt(f),
            Self::Missing(name) => write!(f, "There is no file “{name}” any more."),
            Self::Main(name) => write!(f, "“{name}” is the file that is run: it can't be removed."),
        }
    }
}

impl std::error::Error for EditError {}

impl From<NameError> for EditError {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}

impl Work {
    /// Turns to a language, beginning with its starter where nothing is written in it yet.
    pub fn begin(&mut self, language: Language, starter: Files) {
        self.language = Some(language);
        self.drafts.entry(language).or_insert_with(|| Draft {
            files: starter,
            ..Draft::default()
        });
    }

    /// Changes the text of a file.
    ///
    /// # Errors
    /// [`EditError::Missing`] when there is no such file.
    pub fn edit(
        &mut self,
        language: Language,
        name: &str,
        text: &str,
        now_ms: u64,
    ) -> Result<(), EditError> {
        let tab = self.tab;
        let (draft, at) = self.find(language, name)?;
        if draft.files[at].1 != text {
            text.clone_into(&mut draft.files[at].1);
            draft.touch(now_ms, tab);
        }
        Ok(())
    }

    /// Adds an empty file.
    ///
    /// # Errors
    /// [`EditError::Name`] when the name won't do.
    pub fn add_file(
        &mut self,
        language: Language,
        name: &str,
        now_ms: u64,
    ) -> Result<(), EditError> {
        let tab = self.tab;
        let draft = self.drafts.entry(language).or_default();
        let names = draft.files.iter().map(|(name, _)| name.as_str());
        check_names(names.chain([name]))?;
        draft.files.push((name.to_owned(), String::new()));
        draft.touch(now_ms, tab);
        Ok(())
    }

    /// Removes a file; the program as it was goes on the shelf.
    ///
    /// # Errors
    /// [`EditError::Missing`] when there is no such file, [`EditError::Main`] when it is the main one.
    pub fn remove_file(
        &mut self,
        language: Language,
        name: &str,
        now_ms: u64,
    ) -> Result<(), EditError> {
        let tab = self.tab;
        let (draft, at) = self.find(language, name)?;
        if at == 0 {
            return Err(EditError::Main(name.to_owned()));
        }
        let before = draft.files.clone();
        let (_, text) = draft.files.remove(at);
        draft.touch(now_ms, tab);
        if !text.is_empty() {
            self.shelve(Shelved {
                at_ms: now_ms,
                language,
                files: before,
                why: format!("before “{name}” was removed"),
            });
        }
        Ok(())
    }

    /// Begins again from the starter; what was written goes on the shelf.
    pub fn fresh_start(&mut self, language: Language, starter: Files, now_ms: u64) {
        self.replace(language, starter, "before a fresh start", now_ms);
    }

    /// Takes over another program: an earlier run's, a model answer, one from a link. What was written goes on the shelf.
    pub fn restore(&mut self, language: Language, files: Files, now_ms: u64) {
        self.language = Some(language);
        self.replace(language, files, "before another one was taken over", now_ms);
    }

    /// Replaces a draft; the old one goes on the shelf unless it was a starter that nobody touched.
    fn replace(&mut self, language: Language, files: Files, why: &str, now_ms: u64) {
        let tab = self.tab;
        let draft = self.drafts.entry(language).or_default();
        if draft.files == files {
            return;
        }
        let touched = draft.changed_ms > 0;
        let old = std::mem::replace(&mut draft.files, files);
        draft.touch(now_ms, tab);
        if touched {
            self.shelve(Shelved {
                at_ms: now_ms,
                language,
                files: old,
                why: why.to_owned(),
            });
        }
    }

    /// A draft, and where in it a file is.
    fn find(&mut self, language: Language, name: &str) -> Result<(&mut Draft, usize), EditError> {
        let missing = || EditError::Missing(name.to_owned());
        let draft = self.drafts.get_mut(&language).ok_or_else(missing)?;
        let at = draft.files.iter().position(|(file, _)| file == name);
        let at = at.ok_or_else(missing)?;
        Ok((draft, at))
    }
}

impl Draft {
    /// Marks it changed by a tab. Later than before even if the clock was set back, so that the newest always wins.
    fn touch(&mut self, now_ms: u64, tab: u64) {
        if self.tab != tab {
            self.tab = tab;
            self.base_ms = self.changed_ms;
        }
        self.changed_ms = now_ms.max(self.changed_ms.saturating_add(1));
    }
}
