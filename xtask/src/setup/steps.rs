//! The steps and their pinned versions.

use super::debian;
use super::{For, Install, Step};
use crate::command::Cmd;
use crate::paths;
use std::io::IsTerminal as _;
use std::path::PathBuf;

const TRUNK: &str = "0.21.14";
/// The same as the library's in Cargo.toml: they exchange an unversioned format.
const WASM_BINDGEN: &str = "0.2.130";
const GECKODRIVER: &str = "0.37.1";
const BINARYEN: &str = "132";
const SCHEMATHESIS: &str = "4.32.5";
const PYSHACL: &str = "0.40.1";
const AICS_TLOG: &str = "0.2.1";

pub(super) fn all(purpose: For) -> Vec<Step> {
    let mut steps = vec![node(), debian::packages(purpose), components(), wasm_target()];
    steps.extend([trunk(), wasm_bindgen(), wasm_opt(), gate_modules()]);
    if purpose == For::Tests {
        steps.extend([geckodriver(), schemathesis(), aics_tlog(), pyshacl()]);
    }
    steps
}

fn node() -> Step {
    Step {
        name: "Node.js 20 or later, with npm".to_owned(),
        there: Box::new(|| {
            let version = Cmd::new("node").args("--version").output().unwrap_or_default();
            let major = version.trim_start_matches('v').split('.').next();
            major.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 20)
                && Cmd::new("npm").args("--version").output().is_ok()
        }),
        install: Install::Ask,
        remedy: "install Node.js 20 or later (Debian 12's own is 18) so that `node` and `npm` are \
                 on PATH"
            .to_owned(),
    }
}

fn components() -> Step {
    Step {
        name: "rustfmt and clippy".to_owned(),
        there: Box::new(|| {
            ["fmt --version", "clippy --version"]
                .iter()
                .all(|words| Cmd::new("cargo").args(words).output().is_ok())
        }),
        install: Install::Run(vec![Cmd::new("rustup").args("component add rustfmt clippy")]),
        remedy: "add the components to the toolchain named in rust-toolchain.toml".to_owned(),
    }
}

fn wasm_target() -> Step {
    Step {
        name: "Rust for wasm32-unknown-unknown".to_owned(),
        there: Box::new(|| {
            let sysroot = Cmd::new("rustc").args("--print sysroot").output().unwrap_or_default();
            PathBuf::from(sysroot.trim()).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir()
        }),
        install: Install::Run(vec![Cmd::new("rustup").args("target add wasm32-unknown-unknown")]),
        remedy: "install Rust with rustup, then `rustup target add wasm32-unknown-unknown`; \
                 without a network, bring the target with the toolchain"
            .to_owned(),
    }
}

fn trunk() -> Step {
    let install = cargo_install("trunk", TRUNK).args("--locked --no-default-features");
    Step {
        name: format!("Trunk {TRUNK}"),
        there: prints("trunk", TRUNK),
        install: Install::Run(vec![install]),
        remedy: reach_the_registry("crate"),
    }
}

fn wasm_bindgen() -> Step {
    // Without --locked: a crate in its lock file is newer than registry mirrors offer.
    let install = cargo_install("wasm-bindgen-cli", WASM_BINDGEN).args("--no-default-features");
    Step {
        name: format!("wasm-bindgen {WASM_BINDGEN} and its test runner"),
        there: Box::new(|| {
            prints("wasm-bindgen", WASM_BINDGEN)()
                && prints("wasm-bindgen-test-runner", WASM_BINDGEN)()
        }),
        install: Install::Run(vec![install]),
        remedy: reach_the_registry("crate"),
    }
}

fn geckodriver() -> Step {
    Step {
        name: format!("geckodriver {GECKODRIVER}"),
        there: prints("geckodriver", GECKODRIVER),
        install: Install::Run(vec![cargo_install("geckodriver", GECKODRIVER).args("--locked")]),
        remedy: reach_the_registry("crate"),
    }
}

fn schemathesis() -> Step {
    python("schemathesis", SCHEMATHESIS, format!("schemathesis=={SCHEMATHESIS}"))
}

/// A verifier of transparency logs that shares neither code nor language with ours.
fn aics_tlog() -> Step {
    // It asks for Python 3.12, yet all that is used of it runs on Debian 12's 3.11.
    let packages = format!(
        "--ignore-requires-python --no-deps aics-tlog=={AICS_TLOG} cryptography==50.0.2 \
         cffi==2.1.1 pycparser==3.12"
    );
    python("aics-tlog", AICS_TLOG, packages)
}

/// Reads the overview as linked data, with rdflib, which it brings.
fn pyshacl() -> Step {
    python("pyshacl", PYSHACL, format!("pyshacl=={PYSHACL} rdflib==7.6.0"))
}

/// A tool from PyPI, in an environment of its own.
fn python(tool: &'static str, version: &'static str, packages: String) -> Step {
    let home = paths::tools().join(tool);
    Step {
        name: format!("{tool} {version}"),
        there: installed(tool, version),
        install: Install::Do(Box::new(move || {
            Cmd::new("python3").args("-m venv --clear").arg(&home).run()?;
            Cmd::new(home.join("bin/pip"))
                .args("install --quiet --disable-pip-version-check")
                .args(&packages)
                .run()?;
            link(&format!("../{tool}/bin/{tool}"), tool)
        })),
        remedy: format!(
            "install Python 3.11 or later with its venv module (Debian: `apt-get install \
             python3-venv`); {}",
            reach_the_registry("PyPI package")
        ),
    }
}

fn wasm_opt() -> Step {
    let home = paths::tools().join("npm");
    Step {
        name: format!("wasm-opt (binaryen {BINARYEN})"),
        there: prints("wasm-opt", BINARYEN),
        install: Install::Do(Box::new(move || {
            std::fs::create_dir_all(&home).map_err(|error| error.to_string())?;
            Cmd::new("npm")
                .args("install --no-save --ignore-scripts --no-audit --no-fund --prefix")
                .arg(&home)
                .arg(format!("binaryen@{BINARYEN}.0.0"))
                .run()?;
            link("../npm/node_modules/.bin/wasm-opt", "wasm-opt")
        })),
        remedy: reach_the_registry("npm package"),
    }
}

/// The gate's build tools, exactly as gate/package-lock.json has them.
fn gate_modules() -> Step {
    let gate = paths::root().join("gate");
    let lock = gate.join("package-lock.json");
    let stamp = gate.join("node_modules/.volens-lock");
    let there = {
        let (lock, stamp) = (lock.clone(), stamp.clone());
        move || match (std::fs::read(&lock), std::fs::read(&stamp)) {
            (Ok(wanted), Ok(installed)) => wanted == installed,
            _ => false,
        }
    };
    Step {
        name: "the gate's npm packages".to_owned(),
        there: Box::new(there),
        install: Install::Do(Box::new(move || {
            Cmd::new("npm").args("ci --ignore-scripts --no-audit --no-fund").folder(&gate).run()?;
            std::fs::create_dir_all(gate.join("node_modules"))
                .and_then(|()| std::fs::copy(&lock, &stamp))
                .map(drop)
                .map_err(|error| format!("{} cannot be written: {error}", stamp.display()))
        })),
        remedy: reach_the_registry("npm package"),
    }
}

/// A tool compiled once and run rarely: compiling it quickly matters more than its speed.
fn cargo_install(name: &str, version: &str) -> Cmd {
    let quiet = if std::io::stdout().is_terminal() { "" } else { "--quiet" };
    Cmd::new("cargo")
        .args(&format!("install {name} --version ={version} {quiet} --force --root"))
        .arg(paths::tools())
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "64")
}

/// Whether our own copy of a tool prints the wanted version.
fn prints(tool: &'static str, version: &'static str) -> Box<dyn Fn() -> bool> {
    Box::new(move || {
        let path = paths::tools().join("bin").join(tool);
        let printed = Cmd::new(path).args("--version").output().unwrap_or_default();
        printed.lines().next().is_some_and(|line| line.split_whitespace().any(|w| w == version))
    })
}

/// What an environment says that it holds: not every tool prints its version where it can be read.
fn installed(tool: &'static str, version: &'static str) -> Box<dyn Fn() -> bool> {
    Box::new(move || {
        let script = format!("from importlib.metadata import version; print(version('{tool}'))");
        let python = Cmd::new(paths::tools().join(tool).join("bin/python")).arg("-c").arg(script);
        let linked = paths::tools().join("bin").join(tool).exists();
        linked && python.output().is_ok_and(|printed| printed.trim() == version)
    })
}

fn link(to: &str, name: &str) -> Result<(), String> {
    let bin = paths::tools().join("bin");
    let link = bin.join(name);
    std::fs::create_dir_all(&bin)
        .and_then(|()| if link.is_symlink() { std::fs::remove_file(&link) } else { Ok(()) })
        .and_then(|()| std::os::unix::fs::symlink(to, &link))
        .map_err(|error| format!("{} cannot be linked: {error}", link.display()))
}

fn reach_the_registry(what: &str) -> String {
    format!(
        "see the error above; when it is about the network, make the {what} registry reachable \
         (a proxy or a mirror is set in its client's own configuration), then run this again: \
         it goes on where it stopped"
    )
}
