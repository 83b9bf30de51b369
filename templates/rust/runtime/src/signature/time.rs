//! Times of signatures, in seconds since 1970.

use std::time::{SystemTime, UNIX_EPOCH};

use super::TimestampFormat;

/// The seconds of a text; `None` if it has not the form.
pub(super) fn seconds(text: &str, format: TimestampFormat) -> Option<i64> {
    match format {
        TimestampFormat::Unix => number(text, 1, 12),
        TimestampFormat::DateTime => date_time(text),
    }
}

/// The seconds of a time of the system's clock.
pub(super) fn of(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(i64::MAX),
    }
}

/// A number of so many digits.
fn number(text: &str, least: usize, most: usize) -> Option<i64> {
    let is_number =
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// RFC 3339, with capitals; what is below a second is not looked at.
fn date_time(text: &str) -> Option<i64> {
    let (date, time) = text.split_once('T')?;
    let (year, month, day) = (date.get(..4)?, date.get(4..7)?, date.get(7..)?);
    let year = number(year, 4, 4)?;
    let month = number(month.strip_prefix('-')?, 2, 2)?;
    let day = number(day.strip_prefix('-')?, 2, 2)?;
    if !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&day) {
        return None;
    }
    let (clock, rest) = (time.get(..8)?, time.get(8..)?);
    let minutes = minutes(clock.get(..5)?)?;
    let second = number(clock.get(5..)?.strip_prefix(':')?, 2, 2)?;
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
            number(fraction.get(..digits)?, 1, 9)?;
            fraction.get(digits..)?
        }
        None => rest,
    };
    let offset = match zone.strip_prefix('-') {
        _ if zone == "Z" => 0,
        Some(west) => -self::minutes(west)?,
        None => self::minutes(zone.strip_prefix('+')?)?,
    };
    let days = days_before(year, month) + day - 1;
    (second < 60).then_some(days * 86_400 + (minutes - offset) * 60 + second)
}

/// The minutes of `23:59`.
fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (number(hours, 2, 2)?, number(minutes, 2, 2)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

fn days_of(year: i64, month: i64) -> i64 {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The days from the first of 1970 to that of a month.
fn days_before(year: i64, month: i64) -> i64 {
    let before = year - 1;
    let leap_days = before / 4 - before / 100 + before / 400 - (1969 / 4 - 1969 / 100 + 1969 / 400);
    let months: i64 = (1..month).map(|month| days_of(year, month)).sum();
    (year - 1970) * 365 + leap_days + months
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_has_them() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", Some(0)),
            ("1969-12-31T23:59:59Z", Some(-1)),
            ("2000-02-29T12:00:00Z", Some(951_825_600)),
            ("2024-12-31T23:59:59.9Z", Some(1_735_689_599)),
            ("0001-01-01T00:00:00Z", Some(-62_135_596_800)),
            ("2023-11-15T00:43:20+02:30", Some(1_700_000_000)),
            ("2023-11-14T18:13:20-04:00", Some(1_700_000_000)),
            ("1900-02-29T00:00:00Z", None),
            ("2024-04-31T00:00:00Z", None),
            ("2024-00-10T00:00:00Z", None),
            ("2024-01-01T00:00:60Z", None),
            ("2024-01-01t00:00:00Z", None),
            ("2024-01-01T00:00:00.Z", None),
            ("2024-01-01T00:00:00", None),
            ("2024-01-01T00:00:00+1:00", None),
            ("2024-01-01T00:00:00ZZ", None),
            ("２024-01-01T00:00:00Z", None),
            ("", None),
        ] {
            assert_eq!(seconds(text, TimestampFormat::DateTime), expected, "{text}");
        }
    }
}
