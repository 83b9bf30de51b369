//! Dates in headers (RFC 9110, section 5.6.7), and the time that it is, in seconds since 1970.

use super::clock;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The seconds since 1970 now.
pub(super) fn now() -> i64 {
    clock::unix_millis() / 1000
}

/// Reads a date: the form that is to be sent, and the two old ones.
pub(super) fn parse(text: &str) -> Option<i64> {
    let words: Vec<_> = text
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .collect();
    match words[..] {
        // Sun, 06 Nov 1994 08:49:37 GMT
        [_, day, month, year, time, zone] | [day, month, year, time, zone] if is_utc(zone) => {
            seconds(day, month, number(year, 4)?, time)
        }
        // Sunday, 06-Nov-94 08:49:37 GMT
        [_, date, time, zone] if is_utc(zone) => {
            let mut parts = date.split('-');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            // There is nothing to wait for in the past: two digits are of this century but for those far from its start.
            let year = match number(year, 2)? {
                year @ 70.. => 1900 + year,
                year => 2000 + year,
            };
            seconds(day, month, year, time)
        }
        // Sun Nov  6 08:49:37 1994
        [_, month, day, time, year] => seconds(day, month, number(year, 4)?, time),
        _ => None,
    }
}

fn is_utc(zone: &str) -> bool {
    matches!(zone, "GMT" | "UTC" | "UT" | "Z" | "+0000" | "-0000")
}

fn seconds(day: &str, month: &str, year: i64, time: &str) -> Option<i64> {
    let day = number(day, 2).filter(|day| (1..=31).contains(day))?;
    let month = MONTHS.iter().position(|m| month.eq_ignore_ascii_case(m))?;
    let mut parts = time.split(':');
    let mut part = |limit| number(parts.next()?, 2).filter(|part| *part <= limit);
    let (hour, minute, second) = (part(23)?, part(59)?, part(60)?);
    if parts.next().is_some() {
        return None;
    }
    let days = days(year, i64::try_from(month).ok()?, day);
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// The days from 1970 to a day of the Gregorian calendar. The year is taken to begin in March, so that a leap day is its last.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = match month {
        0 | 1 => (year - 1, month + 10),
        _ => (year, month - 2),
    };
    let before_month = (153 * month + 2) / 5;
    let before_year = year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 1970-01-01 is day 719468 of that calendar.
    before_year + before_month + day - 1 - 719_468
}

/// A number of digits only, and of no more than so many.
fn number(text: &str, longest: usize) -> Option<i64> {
    let plain = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_of_a_date() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sun, 6 Nov 1994 08:49:37 +0000",
            "06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            assert_eq!(parse(text), Some(784_111_777), "{text}");
        }
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("Thu, 29 Feb 2024 00:00:00 GMT", 1_709_164_800),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600),
            ("Thu, 31 Dec 2099 23:59:59 GMT", 4_102_444_799),
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "soon",
            "Sun, 06 Nov 1994 08:49:37 PST",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37:00 GMT",
            "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, +6 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 19940 08:49:37 GMT",
            "1994-11-06T08:49:37Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
