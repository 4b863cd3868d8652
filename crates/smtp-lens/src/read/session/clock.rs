//! The time of day that a line shows.

/// Milliseconds since midnight, by the first `12:34:56`, `12:34:56.789` or `12:34:56,789` near the start of a line.
pub fn time_of(line: &str) -> Option<u64> {
    let bytes = line.as_bytes();
    let end = bytes.len().min(60);
    let mut at = 0;
    while let Some(colon) = memchr::memchr(b':', &bytes[at..end]).map(|it| at + it) {
        at = colon + 1;
        let Some(begin) = colon.checked_sub(2) else { continue };
        let clock = bytes.get(begin..begin + 8)?;
        let two = |from: usize| -> Option<u64> {
            let (a, b) = (clock[from], clock[from + 1]);
            (a.is_ascii_digit() && b.is_ascii_digit()).then(|| u64::from(a - b'0') * 10 + u64::from(b - b'0'))
        };
        if clock[5] != b':' || (begin > 0 && bytes[begin - 1].is_ascii_digit()) {
            continue;
        }
        let (Some(hours), Some(minutes), Some(seconds)) = (two(0), two(3), two(6)) else {
            continue;
        };
        if hours > 23 || minutes > 59 || seconds > 60 {
            continue;
        }
        let mut milliseconds = 0;
        if matches!(bytes.get(begin + 8), Some(b'.' | b',')) {
            let digits = bytes[begin + 9..].iter().take_while(|it| it.is_ascii_digit()).take(3);
            let (value, count) = digits.fold((0u64, 0u32), |(value, count), it| {
                (value * 10 + u64::from(it - b'0'), count + 1)
            });
            milliseconds = value * 10u64.pow(3 - count);
        }
        return Some(((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds);
    }
    None
}

/// From one time of day to a later one, past midnight too.
pub fn between(from: u64, to: u64) -> u64 {
    const DAY: u64 = 24 * 60 * 60 * 1000;
    (to + DAY - from) % DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_is_found_in_any_stamp() {
        assert_eq!(time_of("2026-11-23 00:00:01 CLIENT"), Some(1000));
        assert_eq!(time_of("00:01:00.25 send:"), Some(60_250));
        assert_eq!(time_of("[2026-11-23T01:00:00,5] x"), Some(3_600_500));
        assert_eq!(time_of("Nov 23 25:00:00 x"), None);
        assert_eq!(time_of("250-SIZE 1 [2001:db8::1]"), None);
        assert_eq!(time_of("a: é:12:3"), None);
    }

    #[test]
    fn midnight_is_passed() {
        assert_eq!(between(86_399_000, 1000), 2000);
    }
}
