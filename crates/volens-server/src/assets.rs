//! The built files of gate and widget, as `cargo xtask dist` leaves them in one folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Code and styles that bundles are made of.
#[derive(Debug)]
pub(crate) struct Assets {
    pub(crate) gate: String,
    /// The settings, fetched on intent.
    pub(crate) settings: String,
    /// What makes the overview work, fetched by who reads it.
    pub(crate) overview: String,
    /// What fills in the visitor's own page, fetched by who opens it.
    pub(crate) choices: String,
    /// Modules that a page loads for itself, by the name they are served at.
    pub(crate) modules: BTreeMap<&'static str, String>,
    /// What a bundle has besides where its site asks for it, by name: `signal-google`, `import`.
    pub(crate) parts: BTreeMap<String, String>,
    pub(crate) banner_css: String,
    /// What stands behind it where a site asks for it: each layout of the banner, `floating`
    /// and `box`.
    pub(crate) pieces_css: BTreeMap<&'static str, String>,
    pub(crate) settings_css: String,
    pub(crate) notice_css: String,
    pub(crate) choices_css: String,
    pub(crate) wasm: Option<WasmFiles>,
}

/// Trunk's output, named by its content.
#[derive(Debug)]
pub(crate) struct WasmFiles {
    pub(crate) glue: File,
    pub(crate) module: File,
}

#[derive(Debug)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Why there is nothing to make bundles of.
#[derive(Debug, thiserror::Error)]
pub enum AssetsError {
    #[error(
        "cannot read {path}: {cause}; build the gate with `cargo xtask dist`, or name its folder with --assets"
    )]
    Read { path: PathBuf, cause: std::io::Error },
    #[error("{0} holds the widget more than once; run `cargo xtask dist`, which clears it")]
    Twice(PathBuf),
}

impl Assets {
    /// Reads the folder. The widget's Wasm may be missing: the gate works without it.
    pub(crate) fn read(folder: &Path) -> Result<Self, AssetsError> {
        let text = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path).map_err(|cause| AssetsError::Read { path, cause })
        };
        let names = names(folder)?;
        let mut parts = BTreeMap::new();
        for file in &names {
            let Some(name) = file.strip_suffix(".js") else { continue };
            if name.starts_with("signal-")
                || matches!(
                    name,
                    "aliases"
                        | "addresses"
                        | "import"
                        | "renewal"
                        | "box"
                        | "modal"
                        | "room"
                        | "gate-alone"
                )
            {
                parts.insert(name.to_owned(), text(file)?);
            }
        }
        let modules = ["settings-button.js", "debug.js"]
            .map(|name| text(name).map(|code| (name, code)))
            .into_iter()
            .collect::<Result<_, _>>()?;
        let pieces = ["corner", "bar", "dialog", "floating", "box"]
            .map(|name| text(&format!("{name}.css")).map(|css| (name, css)));
        let pieces = pieces.into_iter().collect::<Result<Vec<_>, _>>()?;
        Ok(Self {
            gate: text("gate.js")?,
            settings: text("settings.js")?,
            overview: text("overview.js")?,
            choices: text("choices.js")?,
            modules,
            parts,
            banner_css: text("banner.css")?,
            pieces_css: pieces.into_iter().collect(),
            settings_css: text("settings.css")?,
            notice_css: text("notice.css")?,
            choices_css: text("choices.css")?,
            wasm: wasm(folder, &names)?,
        })
    }
}

fn wasm(folder: &Path, names: &[String]) -> Result<Option<WasmFiles>, AssetsError> {
    let stems = names.iter().filter_map(|name| name.strip_suffix("_bg.wasm"));
    let stems: Vec<&str> = stems.filter(|stem| stem.starts_with("volens-widget-")).collect();
    let stem = match stems.as_slice() {
        [] => {
            tracing::warn!(
                folder = %folder.display(),
                "no volens-widget-*_bg.wasm: bundles go without Wasm; build it with `cargo xtask dist`"
            );
            return Ok(None);
        }
        [stem] => stem,
        _ => return Err(AssetsError::Twice(folder.to_owned())),
    };
    let file = |name: String| {
        let path = folder.join(&name);
        let bytes = std::fs::read(&path).map_err(|cause| AssetsError::Read { path, cause })?;
        Ok(File { name, bytes })
    };
    let (glue, module) = (file(format!("{stem}.js"))?, file(format!("{stem}_bg.wasm"))?);
    Ok(Some(WasmFiles { glue, module }))
}

fn names(folder: &Path) -> Result<Vec<String>, AssetsError> {
    let failed = |cause| AssetsError::Read { path: folder.to_owned(), cause };
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        // A name that is not UTF-8 is none of ours.
        names.extend(entry.map_err(failed)?.file_name().into_string().ok());
    }
    names.sort();
    Ok(names)
}
