//! Dates and times of the crate `chrono`.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};

use super::super as rt;
use super::rfc3339::{self, Clock, Day};
use rt::{decode_text, Decode, DecodeError, Encode, EncodeError, Source, Target};

/// RFC 3339 `date-time`, read with any fraction and offset, written in UTC.
pub type DateTime = chrono::DateTime<Utc>;
/// RFC 3339 `full-date`.
pub type Date = NaiveDate;

/// RFC 3339 `full-time`: a time of day, with its offset from UTC where the text gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The time of day.
    pub time: NaiveTime,
    /// Its offset from UTC.
    pub offset: Option<FixedOffset>,
}

fn to_day(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())
}

fn of_day(day: NaiveDate) -> Day {
    // A month and a day are small numbers.
    Day {
        year: day.year(),
        month: day.month() as u8,
        day: day.day() as u8,
    }
}

fn to_time(clock: Clock) -> Option<NaiveTime> {
    NaiveTime::from_hms_nano_opt(
        clock.hour.into(),
        clock.minute.into(),
        clock.second.into(),
        clock.nanosecond,
    )
}

fn of_time(time: NaiveTime) -> Clock {
    // The crate has leap seconds, as a fraction of more than a second.
    let leaps = time.nanosecond() / 1_000_000_000;
    Clock {
        hour: time.hour() as u8,
        minute: time.minute() as u8,
        second: (time.second() + leaps) as u8,
        nanosecond: time.nanosecond() % 1_000_000_000,
    }
}

fn parse_date_time(text: &str) -> Option<DateTime> {
    let (day, clock, offset) = rfc3339::date_time(text)?;
    let local = to_day(day)?.and_time(to_time(clock)?);
    let offset = TimeDelta::seconds(offset.into());
    Some(local.checked_sub_signed(offset)?.and_utc())
}

fn parse_time(text: &str) -> Option<Time> {
    let (clock, offset) = rfc3339::time(text)?;
    let offset = match offset {
        Some(offset) => Some(FixedOffset::east_opt(offset)?),
        None => None,
    };
    let time = to_time(clock)?;
    Some(Time { time, offset })
}

impl Encode for DateTime {
    fn encode(&self, out: &mut dyn Target) -> Result<(), EncodeError> {
        let (day, time) = (self.date_naive(), self.time());
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

impl From<NaiveTime> for Time {
    fn from(time: NaiveTime) -> Self {
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
        let offset = self.offset.map(|offset| offset.local_minus_utc());
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
