//! Decimal numbers as the C2SP formats write them.

/// Nothing where there is a sign, a leading zero, or more than a signed 64-bit number.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = digits && (text == "0" || !text.starts_with('0'));
    let number = text.parse().ok().filter(|_| plain)?;
    i64::try_from(number).is_ok().then_some(number)
}
