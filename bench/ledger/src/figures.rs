//! Percentiles, medians, spread, and whether a target is met.

use std::time::Duration;

/// The least time within which that share of them lay (nearest rank).
pub(crate) fn percentile(times: &mut [Duration], share: f64) -> Duration {
    times.sort_unstable();
    let rank = (share * times.len() as f64).ceil() as usize;
    times.get(rank.saturating_sub(1)).copied().unwrap_or_default()
}

pub(crate) fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN);
    let lower = sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN);
    f64::midpoint(lower, upper)
}

/// The median, and the range where there is one: `512 (498–530)`.
pub(crate) fn spread(values: &[f64], digits: usize) -> String {
    let show = |value: f64| grouped(&format!("{value:.digits$}"));
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match (show(least), show(most)) {
        (least, most) if least == most => least,
        (least, most) => format!("{} ({least}–{most})", show(median(values))),
    }
}

/// `12345.6` as `12 345.6`.
pub(crate) fn grouped(number: &str) -> String {
    let whole = number.find('.').unwrap_or(number.len());
    let mut text = String::new();
    for (index, digit) in number.chars().enumerate() {
        if index > 0 && index < whole && (whole - index).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let mut times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        assert_eq!(percentile(&mut times, 0.5), Duration::from_millis(100));
        assert_eq!(percentile(&mut times, 0.99), Duration::from_millis(198));
        assert_eq!(percentile(&mut times, 1.0), Duration::from_millis(200));
        assert_eq!(percentile(&mut times[..1], 0.99), Duration::from_millis(1));
        assert_eq!(percentile(&mut [], 0.99), Duration::ZERO);
    }

    #[test]
    fn a_median_is_the_middle_one_and_between_two_the_mean() {
        assert!((median(&[30.0, 100.0, 9.0]) - 30.0).abs() < f64::EPSILON);
        assert!((median(&[4.0, 1.0, 3.0, 2.0]) - 2.5).abs() < f64::EPSILON);
    }

    #[test]
    fn a_spread_is_told_only_where_there_is_one() {
        assert_eq!(spread(&[512.4, 498.0, 12_530.0], 0), "512 (498–12\u{202f}530)");
        assert_eq!(spread(&[0.001, 0.002, 0.001], 2), "0.00");
        assert_eq!(grouped("1234567.25"), "1\u{202f}234\u{202f}567.25");
        assert_eq!(grouped("123"), "123");
    }
}
