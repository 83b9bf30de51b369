//! Texts of RFC 3339, section 5.6, as numbers and back: one grammar, whichever crate the types of dates come from.

use std::fmt::Write;

/// `full-date`, whose numbers need not be those of a day that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u8,
    /// The day, from 1.
    pub day: u8,
}

/// `partial-time`, whose numbers need not be those of a time that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The hour.
    pub hour: u8,
    /// The minute.
    pub minute: u8,
    /// The second; a leap second is read as the end of the one before, because not all crates have it.
    pub second: u8,
    /// The fraction; further digits are left out.
    pub nanosecond: u32,
}

/// Reads a `full-date`.
pub fn date(text: &str) -> Option<Day> {
    let mut rest = text.as_bytes();
    let day = day(&mut rest)?;
    rest.is_empty().then_some(day)
}

/// Reads a `full-time`, its offset in seconds to the east; a time without an offset is one, too.
pub fn time(text: &str) -> Option<(Clock, Option<i32>)> {
    let mut rest = text.as_bytes();
    let clock = clock(&mut rest)?;
    if rest.is_empty() {
        return Some((clock, None));
    }
    let offset = offset(&mut rest)?;
    rest.is_empty().then_some((clock, Some(offset)))
}

/// Reads a `date-time`, its offset in seconds to the east.
pub fn date_time(text: &str) -> Option<(Day, Clock, i32)> {
    let mut rest = text.as_bytes();
    let day = day(&mut rest)?;
    take(&mut rest, |byte| matches!(byte, b'T' | b't' | b' '))?;
    let clock = clock(&mut rest)?;
    let offset = offset(&mut rest)?;
    rest.is_empty().then_some((day, clock, offset))
}

/// The text of a day.
pub fn date_text(day: Day) -> String {
    let Day { year, month, day } = day;
    if (0..=9999).contains(&year) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:+05}-{month:02}-{day:02}")
    }
}

/// The text of a time: no fraction, or one of three, six or nine digits.
pub fn time_text(clock: Clock, offset: Option<i32>) -> String {
    let Clock {
        hour,
        minute,
        second,
        nanosecond,
    } = clock;
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    // Writing to a string does not fail.
    let _ = match nanosecond {
        0 => Ok(()),
        n if n % 1_000_000 == 0 => write!(text, ".{:03}", n / 1_000_000),
        n if n % 1_000 == 0 => write!(text, ".{:06}", n / 1_000),
        n => write!(text, ".{n:09}"),
    };
    let _ = match offset {
        None => Ok(()),
        Some(0) => write!(text, "Z"),
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.unsigned_abs() / 60;
            write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    };
    text
}

/// The text of a point in time, in UTC.
pub fn date_time_text(day: Day, clock: Clock) -> String {
    format!("{}T{}", date_text(day), time_text(clock, Some(0)))
}

fn day(rest: &mut &[u8]) -> Option<Day> {
    let year = number(rest, 4)?;
    take(rest, |byte| byte == b'-')?;
    let month = number(rest, 2)?;
    take(rest, |byte| byte == b'-')?;
    let day = number(rest, 2)?;
    Some(Day {
        year: i32::try_from(year).ok()?,
        month: u8::try_from(month).ok()?,
        day: u8::try_from(day).ok()?,
    })
}

fn clock(rest: &mut &[u8]) -> Option<Clock> {
    let hour = number(rest, 2)?;
    take(rest, |byte| byte == b':')?;
    let minute = number(rest, 2)?;
    take(rest, |byte| byte == b':')?;
    let second = number(rest, 2)?;
    let nanosecond = fraction(rest)?;
    let (second, nanosecond) = match second {
        60 => (59, 999_999_999),
        _ => (second, nanosecond),
    };
    Some(Clock {
        hour: u8::try_from(hour).ok()?,
        minute: u8::try_from(minute).ok()?,
        second: u8::try_from(second).ok()?,
        nanosecond,
    })
}

/// The nanoseconds behind a point; 0 where there is none.
fn fraction(rest: &mut &[u8]) -> Option<u32> {
    if take(rest, |byte| byte == b'.').is_none() {
        return Some(0);
    }
    let mut nanoseconds = digit(rest)? * 100_000_000;
    let mut unit = 10_000_000;
    while let Some(digit) = digit(rest) {
        nanoseconds += digit * unit;
        unit /= 10;
    }
    Some(nanoseconds)
}

fn offset(rest: &mut &[u8]) -> Option<i32> {
    match take(rest, |byte| matches!(byte, b'Z' | b'z' | b'+' | b'-'))? {
        sign @ (b'+' | b'-') => {
            let hours = number(rest, 2).filter(|hours| *hours < 24)?;
            take(rest, |byte| byte == b':')?;
            let minutes = number(rest, 2).filter(|minutes| *minutes < 60)?;
            let seconds = i32::try_from((hours * 60 + minutes) * 60).ok()?;
            Some(if sign == b'-' { -seconds } else { seconds })
        }
        _ => Some(0),
    }
}

fn number(rest: &mut &[u8], digits: u8) -> Option<u32> {
    let mut number = 0;
    for _ in 0..digits {
        number = number * 10 + digit(rest)?;
    }
    Some(number)
}

fn digit(rest: &mut &[u8]) -> Option<u32> {
    take(rest, |byte| byte.is_ascii_digit()).map(|byte| u32::from(byte - b'0'))
}

/// Takes the first byte off if it is wanted.
fn take(rest: &mut &[u8], wanted: impl Fn(u8) -> bool) -> Option<u8> {
    let (first, others) = rest.split_first()?;
    if !wanted(*first) {
        return None;
    }
    *rest = others;
    Some(*first)
}
