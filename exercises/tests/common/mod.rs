//! Finding and loading exercise folders, for the tests that check content.

#![allow(dead_code, unreachable_pub)] // Each test binary uses its own part of this.
#![allow(clippy::unwrap_used, clippy::panic)] // A helper of tests fails as a test does.

use contract::files::MemoryFiles;
use contract::{Input, bundle};
use practice::manifest::{Case, Fixture, Manifest};
use std::fs;
use std::path::{Path, PathBuf};

/// An exercise folder, read.
pub struct Folder {
    pub path: PathBuf,
    pub name: String,
    pub track: String,
    pub manifest: Manifest,
}

/// A case folder, read.
pub struct CaseFolder {
    pub name: String,
    pub case: Case,
    pub input: Input,
    pub stdout: Vec<u8>,
}

/// Every folder with an `exercise.toml`, designs apart: `tests/design.rs` checks those.
pub fn folders() -> Vec<Folder> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for track in sorted(root) {
        if file_name(&track) == "design" {
            continue;
        }
        for path in sorted(&track) {
            let toml = path.join("exercise.toml");
            if !toml.is_file() {
                continue;
            }
            let name = file_name(&path);
            let text = fs::read_to_string(&toml).unwrap();
            let manifest =
                toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", toml.display()));
            found.push(Folder {
                path,
                name,
                track: file_name(&track),
                manifest,
            });
        }
    }
    found
}

/// The entries of a directory by name; none when it isn't there.
pub fn sorted(path: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(path)
        .map(|entries| entries.map(|e| e.unwrap().path()).collect())
        .unwrap_or_default();
    paths.sort();
    paths
}

pub fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// What a wrong answer says of itself: the cases that it fails (`random`: some random input), of the line
/// `# fails: NAME, NAME` (in JavaScript `// fails:`) below its first comment.
pub fn fails(program: &Path) -> Vec<String> {
    let text = fs::read_to_string(program).unwrap();
    let header = text.lines().find_map(|line| {
        line.strip_prefix("# fails: ")
            .or_else(|| line.strip_prefix("// fails: "))
    });
    let header = header.unwrap_or_else(|| panic!("{}: no line `fails:`", program.display()));
    header.split(", ").map(str::to_owned).collect()
}

impl Folder {
    pub fn fixture(&self, name: &str) -> &Fixture {
        self.manifest
            .fixtures
            .iter()
            .find(|fixture| fixture.name == name)
            .unwrap_or_else(|| panic!("{}: no fixture `{name}`", self.name))
    }

    /// A fixture's files as a program sees them.
    pub fn mounted(&self, fixture: &Fixture) -> MemoryFiles {
        let path = self.path.join(&fixture.file);
        let bytes = fs::read(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let mut files = MemoryFiles::new();
        if fixture.unpack {
            let tree = bundle::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            files.mount(&fixture.at, &tree);
        } else {
            files.insert(&fixture.at, bytes);
        }
        files
    }

    pub fn cases(&self) -> Vec<CaseFolder> {
        sorted(&self.path.join("cases"))
            .iter()
            .map(|path| self.case(path))
            .collect()
    }

    fn case(&self, path: &Path) -> CaseFolder {
        let toml = path.join("case.toml");
        let text = fs::read_to_string(&toml).unwrap_or_else(|e| panic!("{}: {e}", toml.display()));
        let case: Case =
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", toml.display()));
        let mut files = match &case.fixture {
            Some(name) => self.mounted(self.fixture(name)),
            None => MemoryFiles::new(),
        };
        if let Ok(bytes) = fs::read(path.join("files.bundle")) {
            let own = bundle::parse(&bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            files.mount("/", &own);
        }
        let input = Input {
            args: case.args.clone(),
            env: case.env.clone(),
            stdin: fs::read(path.join("stdin")).unwrap_or_default(),
            files: files
                .iter()
                .map(|(path, bytes)| (path.to_owned(), bytes.to_vec()))
                .collect(),
        };
        let stdout = fs::read(path.join("stdout"))
            .unwrap_or_else(|e| panic!("{}/stdout: {e}", path.display()));
        CaseFolder {
            name: file_name(path),
            case,
            input,
            stdout,
        }
    }
}
