//! What Debian 12 packages: a C compiler, browsers and their drivers. Each is recognised by a file
//! it brings, so that another system with the same programs passes too.

use super::{For, Install, Step};
use crate::command::Cmd;
use std::path::Path;

struct Package {
    name: &'static str,
    /// A program on PATH, or an absolute path.
    proof: &'static str,
}

const BUILD: &[Package] = &[
    // SQLite is compiled from C.
    Package { name: "gcc", proof: "gcc" },
    Package { name: "libc6-dev", proof: "/usr/include/stdio.h" },
    // So is the ledger's allocator.
    Package { name: "make", proof: "make" },
];

const NONE: &[Package] = &[];

const TESTS: &[Package] = &[
    Package { name: "chromium", proof: "chromium" },
    Package { name: "chromium-driver", proof: "chromedriver" },
    Package { name: "firefox-esr", proof: "firefox-esr" },
    Package { name: "webkit2gtk-driver", proof: "WebKitWebDriver" },
    Package { name: "xvfb", proof: "Xvfb" },
    // xvfb-run calls it, yet xvfb only recommends it.
    Package { name: "xauth", proof: "xauth" },
    // Shows that an acknowledged event was synced to disk.
    Package { name: "strace", proof: "strace" },
    // Sets a ledger's clock back, and the machine's not.
    Package { name: "faketime", proof: "/usr/bin/faketime" },
    // Brings schemathesis, which tries the ledger's API, and aics-tlog, which checks its log.
    Package { name: "python3-venv", proof: "python3" },
    // Changes a ledger's file behind its back.
    Package { name: "sqlite3", proof: "sqlite3" },
    // Reads the overview as it is printed.
    Package { name: "poppler-utils", proof: "pdftotext" },
    // Reads the decision cookie as the guide says.
    Package { name: "php-cli", proof: "php" },
    // Stands before a ledger on a shop's own origin.
    Package { name: "nginx-light", proof: "/usr/sbin/nginx" },
    // The ledger's other store. Debian leaves its programs out of PATH.
    Package { name: "postgresql", proof: "/usr/lib/postgresql/15/bin/initdb" },
    // Latvian letters look and measure the same on every machine.
    Package { name: "fonts-noto-core", proof: "/usr/share/fonts/truetype/noto" },
];

pub(super) fn packages(purpose: For) -> Step {
    let wanted = move || BUILD.iter().chain(if purpose == For::Tests { TESTS } else { NONE });
    let missing: Vec<&str> =
        wanted().filter(|package| !package.there()).map(|package| package.name).collect();
    let install = format!("install -y --no-install-recommends {}", missing.join(" "));
    let apt = Path::new("/usr/bin/apt-get").exists();
    let root = nix::unistd::Uid::effective().is_root();
    Step {
        name: match purpose {
            For::Build => "a C compiler".to_owned(),
            For::Tests => "a C compiler, browsers and drivers".to_owned(),
        },
        there: Box::new(move || wanted().all(Package::there)),
        install: if apt && root {
            Install::Run(vec![
                Cmd::new("apt-get").args("update"),
                Cmd::new("apt-get").args(&install).env("DEBIAN_FRONTEND", "noninteractive"),
            ])
        } else {
            Install::Ask
        },
        remedy: if apt && !root {
            format!("sudo apt-get update && sudo apt-get {install}")
        } else if apt {
            "see apt-get's error above; the packages are Debian 12's own".to_owned()
        } else {
            format!("install what Debian calls: {}", missing.join(" "))
        },
    }
}

impl Package {
    fn there(&self) -> bool {
        let proof = Path::new(self.proof);
        if proof.is_absolute() && proof.exists() {
            return true;
        }
        // Elsewhere a program may be on PATH that Debian keeps in a folder of its own.
        let Some(proof) = proof.file_name() else { return false };
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(proof).is_file())
    }
}
