//! What it ran on.

use jiff::Timestamp;

pub(super) fn date() -> String {
    Timestamp::now().to_string().chars().take(10).collect()
}

/// `2 × AMD EPYC`.
pub(super) fn name() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find(|line| line.starts_with("model name"));
    let model =
        model.and_then(|line| line.split_once(':')).map_or("processor", |(_, it)| it.trim());
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{count} × {model}")
}
