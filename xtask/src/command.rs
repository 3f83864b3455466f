//! A program to run, as a value that can be printed before it runs.

use crate::paths;
use std::ffi::OsString;
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[derive(Clone, Debug)]
pub(crate) struct Cmd {
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(&'static str, OsString)>,
    folder: PathBuf,
}

impl Cmd {
    pub(crate) fn new(program: impl Into<OsString>) -> Self {
        Self {
            program: program.into(),
            arguments: Vec::new(),
            variables: Vec::new(),
            folder: paths::root(),
        }
    }

    /// Several arguments in one line, separated by blanks.
    pub(crate) fn args(mut self, words: &str) -> Self {
        self.arguments.extend(words.split_whitespace().map(OsString::from));
        self
    }

    /// One argument, whatever is in it.
    pub(crate) fn arg(mut self, word: impl Into<OsString>) -> Self {
        self.arguments.push(word.into());
        self
    }

    pub(crate) fn env(mut self, name: &'static str, value: impl Into<OsString>) -> Self {
        self.variables.push((name, value.into()));
        self
    }

    pub(crate) fn folder(mut self, folder: impl AsRef<Path>) -> Self {
        self.folder = folder.as_ref().to_path_buf();
        self
    }

    /// Runs it with the terminal as its own.
    pub(crate) fn run(&self) -> Result<(), String> {
        let status = self.command().status().map_err(|error| self.cannot_start(&error))?;
        if status.success() { Ok(()) } else { Err(format!("`{self}` failed ({status})")) }
    }

    /// Runs it with its output shown, and names the tests that failed.
    pub(crate) fn test(&self) -> Result<(), String> {
        let mut command = self.command();
        command.stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| self.cannot_start(&error))?;
        let mut failed = Vec::new();
        for line in child.stdout.take().into_iter().flat_map(|out| BufReader::new(out).split(b'\n'))
        {
            let line = line.map_err(|error| format!("`{self}` could not be read: {error}"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            failed.extend(failed_test(&line).map(str::to_owned));
        }
        let status = child.wait().map_err(|error| format!("`{self}`: {error}"))?;
        if status.success() {
            return Ok(());
        }
        failed.sort();
        failed.dedup();
        Err(format!("`{self}` failed ({status})\n  {}", failed.join("\n  ")))
    }

    /// Runs it and returns what it printed on standard output.
    pub(crate) fn output(&self) -> Result<String, String> {
        let output = self
            .command()
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .map_err(|error| self.cannot_start(&error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(format!("`{self}` failed ({})", output.status))
        }
    }

    /// The pinned tools come first on PATH.
    pub(crate) fn command(&self) -> Command {
        let mut folders = vec![paths::tools().join("bin")];
        if let Some(path) = std::env::var_os("PATH") {
            folders.extend(std::env::split_paths(&path));
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).current_dir(&self.folder);
        if let Ok(path) = std::env::join_paths(folders) {
            command.env("PATH", path);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    fn cannot_start(&self, error: &std::io::Error) -> String {
        format!("`{self}` could not be started: {error}")
    }
}

/// The test that a line says has failed: Rust's `test NAME ... FAILED`, Node's `✖ NAME (3.2ms)`.
fn failed_test(line: &str) -> Option<&str> {
    let rust = line.strip_prefix("test ").and_then(|line| line.split_once(" ... FAIL"));
    let node = line.trim_start().strip_prefix("✖ ").and_then(|line| line.rsplit_once(" ("));
    rust.or(node).map(|(name, _)| name)
}

impl fmt::Display for Cmd {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.program.to_string_lossy())?;
        for argument in &self.arguments {
            write!(out, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failed_tests_are_named() {
        let rust = "test chromium::opening_asks_nobody ... FAILED";
        assert_eq!(failed_test(rust), Some("chromium::opening_asks_nobody"));
        assert_eq!(
            failed_test("  ✖ a cookie (old) is read (0.4ms)"),
            Some("a cookie (old) is read")
        );
        assert_eq!(failed_test("test chromium::opening_asks_nobody ... ok"), None);
    }

    #[test]
    fn a_test_command_says_which_of_its_tests_failed() {
        let script = "echo 'test one ... ok'; echo 'test two ... FAILED'; exit 1";
        let why = Cmd::new("sh").arg("-c").arg(script).test().unwrap_err();
        assert!(why.ends_with("\n  two"), "{why}");
    }
}
