//! Dates and times of the crate `jiff`.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;

use super::super as rt;
use super::rfc3339::{self, Clock, Day};
use rt::{decode_text, Decode, DecodeError, Encode, EncodeError, Source, Target};

/// RFC 3339 `date-time`, read with any fraction and offset, written in UTC.
pub type DateTime = jiff::Timestamp;
/// RFC 3339 `full-date`.
pub type Date = civil::Date;

/// RFC 3339 `full-time`: a time of day, with its offset from UTC where the text gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time of day.
    pub time: civil::Time,
    /// Its offset from UTC.
    pub offset: Option<Offset>,
}

fn to_day(day: Day) -> Option<Date> {
    let year = i16::try_from(day.year).ok()?;
    let (month, day) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
    Date::new(year, month, day).ok()
}

fn of_day(day: Date) -> Day {
    Day {
        year: day.year().into(),
        month: day.month().unsigned_abs(),
        day: day.day().unsigned_abs(),
    }
}

fn to_time(clock: Clock) -> Option<civil::Time> {
    let [hour, minute, second] = [clock.hour, clock.minute, clock.second].map(i8::try_from);
    let nanosecond = i32::try_from(clock.nanosecond).ok()?;
    civil::Time::new(hour.ok()?, minute.ok()?, second.ok()?, nanosecond).ok()
}

fn of_time(time: civil::Time) -> Clock {
    Clock {
        hour: time.hour().unsigned_abs(),
        minute: time.minute().unsigned_abs(),
        second: time.second().unsigned_abs(),
        nanosecond: time.subsec_nanosecond().unsigned_abs(),
    }
}

fn parse_date_time(text: &str) -> Option<DateTime> {
    let (day, clock, offset) = rfc3339::date_time(text)?;
    let local = to_day(day)?.to_datetime(to_time(clock)?);
    let offset = Offset::from_seconds(offset).ok()?;
    offset.to_timestamp(local).ok()
}

fn parse_time(text: &str) -> Option<Time> {
    let (clock, offset) = rfc3339::time(text)?;
    let offset = match offset {
        Some(offset) => Some(Offset::from_seconds(offset).ok()?),
        None => None,
    };
    let time = to_time(clock)?;
    Some(Time { time, offset })
}

impl Encode for DateTime {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        let utc = Offset::UTC.to_datetime(*self);
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

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
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
        let offset = self.offset.map(|offset| offset.seconds());
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
