//! The exercise folders as the page reads them: a catalogue, and per exercise a page and its fixtures.

use crate::design;
use crate::dist::Dist;
use crate::highlight::Highlighter;
use crate::kit;
use crate::markdown;
use crate::process::root;
use anyhow::{Context, Result, bail};
use practice::catalogue::{Catalogue, Entry, Page, SourceFile};
use practice::manifest::{Manifest, Track};
use std::fs;
use std::path::{Path, PathBuf};

/// The tracks and their folders under `exercises/`.
pub(crate) const TRACKS: [(&str, Track); 6] = [
    ("programming", Track::Programming),
    ("networking", Track::Networking),
    ("design", Track::Design),
    ("linux", Track::Linux),
    ("aws", Track::Aws),
    ("devops-tools", Track::DevopsTools),
];

/// Where the written content is, relative to the document.
pub(crate) struct Content {
    /// The catalogue's URL.
    pub(crate) catalogue: String,
    /// URLs of the large fixtures, which are fetched on first use only.
    pub(crate) large: Vec<String>,
}

/// Reads every exercise folder and adds what the page needs of it to `dist`.
pub(crate) fn build(dist: &mut Dist) -> Result<Content> {
    let highlighter = Highlighter::new()?;
    let mut found: Vec<(u8, Entry)> = Vec::new();
    let mut large = Vec::new();
    for (folder, track) in TRACKS {
        for path in folders(&root().join("exercises").join(folder))? {
            let entry = if track == Track::Design {
                design::design(&path, &highlighter, dist)
            } else {
                exercise(&path, track, &highlighter, dist, &mut large)
            };
            found.push(entry.with_context(|| format!("in {}", shown(&path)))?);
        }
    }
    found.sort_by(|(a_order, a), (b_order, b)| {
        (a.track, a_order, &a.name).cmp(&(b.track, b_order, &b.name))
    });
    let catalogue = Catalogue {
        exercises: found.into_iter().map(|(_, entry)| entry).collect(),
    };
    let json = serde_json::to_vec(&catalogue).context("writing the catalogue")?;
    Ok(Content {
        catalogue: dist.add_hashed("content/catalogue.json", json),
        large,
    })
}

/// Adds one exercise; its order within the track, and its entry.
fn exercise(
    path: &Path,
    track: Track,
    highlighter: &Highlighter,
    dist: &mut Dist,
    large: &mut Vec<String>,
) -> Result<(u8, Entry)> {
    let name = file_name(path);
    let mut manifest: Manifest =
        toml::from_str(&read(&path.join("exercise.toml"))?).context("exercise.toml")?;
    if manifest.track != track {
        bail!("exercise.toml: the track is not that of the folder it is in");
    }
    let rendered = |file: &str| -> Result<String> {
        markdown::render(&read(&path.join(file))?, highlighter).context(file.to_owned())
    };
    let (statement, approaches) = (rendered("statement.md")?, rendered("approaches.md")?);
    let hints = markdown::hints(&read(&path.join("hints.md"))?, highlighter).context("hints.md")?;
    let reference = exercises::find(&name)
        .context("solution.rs: missing, or not compiled into this tool yet: run it again")?;
    let source = sources(path, highlighter)?;
    let mut fixture_sizes = Vec::new();
    for fixture in &mut manifest.fixtures {
        let file = path.join(&fixture.file);
        let bytes = fs::read(&file)
            .with_context(|| format!("{}, the fixture {:?}", fixture.file, fixture.name))?;
        fixture_sizes.push(bytes.len() as u64);
        let url = dist.add_hashed(&format!("content/{name}/{}", file_name(&file)), bytes);
        if fixture.large {
            large.push(url.clone());
        }
        fixture.file = url;
    }
    let kit = kit::kit(path, highlighter)?;
    let cases = u32::try_from(kit.cases.len()).context("counting cases")?;
    let languages = kit.languages();
    let kit = postcard::to_allocvec(&kit).context("writing the kit")?;
    let page = Page {
        name: name.clone(),
        manifest,
        statement,
        hints,
        approaches,
        help: reference.help.to_owned(),
        source,
        fixture_sizes,
        kit: dist.add_hashed(&format!("content/{name}-kit.bin"), kit),
        languages,
    };
    let json = serde_json::to_vec(&page).context("writing the page")?;
    let url = dist.add_hashed(&format!("content/{name}.json"), json);
    let manifest = page.manifest;
    let entry = Entry {
        name,
        title: manifest.title,
        summary: manifest.summary,
        track,
        week: manifest.week,
        difficulty: manifest.difficulty,
        minutes: manifest.minutes,
        skills: manifest.skills,
        cases,
        page: url,
    };
    Ok((manifest.order, entry))
}

/// `solution.rs`, then its submodules, highlighted.
fn sources(path: &Path, highlighter: &Highlighter) -> Result<Vec<SourceFile>> {
    let mut files = vec![path.join("solution.rs")];
    files.extend(
        entries(&path.join("solution"))?
            .into_iter()
            .filter(|file| file.extension().is_some_and(|extension| extension == "rs")),
    );
    files
        .into_iter()
        .map(|file| {
            let within = file.strip_prefix(path).unwrap_or(&file);
            Ok(SourceFile {
                path: within.to_string_lossy().replace('\\', "/"),
                html: highlighter.html("rust", &read(&file)?)?,
            })
        })
        .collect()
}

/// The folders of a folder by name; none when it isn't there. Caches and hidden ones don't count.
pub(crate) fn folders(path: &Path) -> Result<Vec<PathBuf>> {
    Ok(entries(path)?
        .into_iter()
        .filter(|entry| entry.is_dir())
        .filter(|entry| !file_name(entry).starts_with(['.', '_']))
        .collect())
}

/// What is in a folder, by name; nothing when it isn't there.
pub(crate) fn entries(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).with_context(|| format!("reading {}", shown(path)))? {
        found.push(entry?.path());
    }
    found.sort();
    Ok(found)
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", shown(path)))
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A path relative to the repository, as error messages name it.
fn shown(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
