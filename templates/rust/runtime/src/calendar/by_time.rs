//! Dates and times of the crate `time`.

use std::fmt;
use std::str::FromStr;

use time::UtcOffset;

use super::super as rt;
use super::rfc3339::{self, Clock, Day};
use rt::{decode_text, Decode, DecodeError, Encode, EncodeError, Source, Target};

/// RFC 3339 `date-time`, read with any fraction and offset into UTC, written in UTC.
pub type DateTime = time::OffsetDateTime;
/// RFC 3339 `full-date`.
pub type Date = time::Date;

/// RFC 3339 `full-time`: a time of day, with its offset from UTC where the text gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time of day.
    pub time: time::Time,
    /// Its offset from UTC.
    pub offset: Option<UtcOffset>,
}

fn to_day(day: Day) -> Option<Date> {
    let month = time::Month::try_from(day.month).ok()?;
    Date::from_calendar_date(day.year, month, day.day).ok()
}

fn of_day(day: Date) -> Day {
    Day {
        year: day.year(),
        month: day.month().into(),
        day: day.day(),
    }
}

fn to_time(clock: Clock) -> Option<time::Time> {
    let Clock {
        hour,
        minute,
        second,
        nanosecond,
    } = clock;
    time::Time::from_hms_nano(hour, minute, second, nanosecond).ok()
}

fn of_time(time: time::Time) -> Clock {
    Clock {
        hour: time.hour(),
        minute: time.minute(),
        second: time.second(),
        nanosecond: time.nanosecond(),
    }
}

fn parse_date_time(text: &str) -> Option<DateTime> {
    let (day, clock, offset) = rfc3339::date_time(text)?;
    let local = to_day(day)?.with_time(to_time(clock)?);
    let offset = UtcOffset::from_whole_seconds(offset).ok()?;
    local
        .assume_offset(offset)
        .checked_to_offset(UtcOffset::UTC)
}

fn parse_time(text: &str) -> Option<Time> {
    let (clock, offset) = rfc3339::time(text)?;
    let offset = match offset {
        Some(offset) => Some(UtcOffset::from_whole_seconds(offset).ok()?),
        None => None,
    };
    let time = to_time(clock)?;
    Some(Time { time, offset })
}

impl Encode for DateTime {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        let utc = self.checked_to_offset(UtcOffset::UTC);
        let utc = utc.ok_or_else(|| EncodeError::new("a date-time beyond the years there are"))?;
        let (day, time) = (utc.date(), utc.time());
        out.string(&rfc3339::date_time_text(of_day(day), of_time(time)))
    }
}

impl Decode for DateTime {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        decode_text(source, "an RFC 3339 date-time", parse_date_time)
    }
}

impl Encode for Date {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.string(&rfc3339::date_text(of_day(*self)))
    }
}

impl Decode for Date {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        decode_text(source, "an RFC 3339 full-date", |text| {
            to_day(rfc3339::date(text)?)
        })
    }
}

impl From<time::Time> for Time {
    fn from(time: time::Time) -> Self {
        Self { time, offset: None }
    }
}

impl FromStr for Time {
    type Err = DecodeError;

    fn from_str(text: &str) -> Result<Self, DecodeError> {
        parse_time(text).ok_or_else(|| DecodeError::invalid("an RFC 3339 full-time", text))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let offset = self.offset.map(|offset| offset.whole_seconds());
        f.write_str(&rfc3339::time_text(of_time(self.time), offset))
    }
}

impl Encode for Time {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        out.string(&self.to_string())
    }
}

impl Decode for Time {
    fn decode(source: &mut dyn Source) -> Result<Self, DecodeError> {
        decode_text(source, "an RFC 3339 full-time", parse_time)
    }
}

rt::impl_serde!(Time);
