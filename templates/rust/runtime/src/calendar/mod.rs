//! Dates and times. Their types come from a crate that the package chooses; the file of that crate is all that it has of them.

mod by_chrono;
#[cfg(test)]
mod by_jiff;
#[cfg(test)]
mod by_time;
mod rfc3339;

pub use by_chrono::*;

#[cfg(test)]
mod tests {
    use super::super::{from_slice, to_bytes, Decode, Encode};
    use super::{by_chrono, by_jiff, by_time};

    /// What becomes of a text that is read and written again; nothing, if it cannot be read.
    type Again = fn(&str) -> Option<String>;

    fn again<T: Decode + Encode>(text: &str) -> Option<String> {
        let value: T = from_slice(format!("\"{text}\"").as_bytes()).ok()?;
        let written = to_bytes(&value).unwrap();
        let written = std::str::from_utf8(&written).unwrap();
        Some(written.trim_matches('"').to_owned())
    }

    fn alike(crates: [Again; 3], cases: &[(&str, Option<&str>)]) {
        for (text, expected) in cases {
            for (again, name) in crates.iter().zip(["chrono", "jiff", "time"]) {
                assert_eq!(again(text).as_deref(), *expected, "{name}: {text}");
            }
        }
    }

    #[test]
    fn date_times_are_alike() {
        let crates: [Again; 3] = [
            again::<by_chrono::DateTime>,
            again::<by_jiff::DateTime>,
            again::<by_time::DateTime>,
        ];
        let cases = [
            ("2024-02-29T23:59:59Z", Some("2024-02-29T23:59:59Z")),
            ("2024-02-29 23:59:59z", Some("2024-02-29T23:59:59Z")),
            (
                "2024-02-29t23:59:59.1+02:30",
                Some("2024-02-29T21:29:59.100Z"),
            ),
            (
                "2024-03-01T00:00:00.000001+14:00",
                Some("2024-02-29T10:00:00.000001Z"),
            ),
            (
                "2024-12-31T23:00:00.1234567891234-12:00",
                Some("2025-01-01T11:00:00.123456789Z"),
            ),
            ("2024-02-29T23:59:59-00:00", Some("2024-02-29T23:59:59Z")),
            (
                "2016-12-31T23:59:60Z",
                Some("2016-12-31T23:59:59.999999999Z"),
            ),
            ("0001-01-01T00:00:00Z", Some("0001-01-01T00:00:00Z")),
            ("9998-12-31T23:59:59.999Z", Some("9998-12-31T23:59:59.999Z")),
            ("1969-12-31T23:59:59.5Z", Some("1969-12-31T23:59:59.500Z")),
            ("2023-02-29T00:00:00Z", None),
            ("2024-13-01T00:00:00Z", None),
            ("2024-01-00T00:00:00Z", None),
            ("2024-01-01T24:00:00Z", None),
            ("2024-01-01T00:60:00Z", None),
            ("2024-01-01T00:00:61Z", None),
            ("2024-01-01T00:00:00.Z", None),
            ("2024-01-01T00:00:00,5Z", None),
            ("2024-01-01T00:00:00", None),
            ("2024-01-01T00:00Z", None),
            ("2024-01-01T00:00:00+24:00", None),
            ("2024-01-01T00:00:00+01:60", None),
            ("2024-01-01T00:00:00+0100", None),
            ("2024-01-01T00:00:00Zx", None),
            ("+2024-01-01T00:00:00Z", None),
            ("2024-1-1T00:00:00Z", None),
            ("２０２４-01-01T00:00:00Z", None),
            ("2024-01-01", None),
            ("", None),
        ];
        alike(crates, &cases);
    }

    #[test]
    fn dates_are_alike() {
        let crates: [Again; 3] = [
            again::<by_chrono::Date>,
            again::<by_jiff::Date>,
            again::<by_time::Date>,
        ];
        let cases = [
            ("2024-02-29", Some("2024-02-29")),
            ("0001-01-01", Some("0001-01-01")),
            ("9999-12-31", Some("9999-12-31")),
            ("2024-02-30", None),
            ("2024-2-3", None),
            ("2024-02-29Z", None),
            ("20240229", None),
        ];
        alike(crates, &cases);
    }

    #[test]
    fn times_are_alike() {
        let crates: [Again; 3] = [
            again::<by_chrono::Time>,
            again::<by_jiff::Time>,
            again::<by_time::Time>,
        ];
        let cases = [
            ("23:59:59", Some("23:59:59")),
            ("23:59:59.25Z", Some("23:59:59.250Z")),
            ("01:02:03+05:30", Some("01:02:03+05:30")),
            ("01:02:03.000000001-11:45", Some("01:02:03.000000001-11:45")),
            ("24:00:00", None),
            ("12:00", None),
            ("12:00:00Z-", None),
            ("12:00:00+99:00", None),
        ];
        alike(crates, &cases);
    }
}
