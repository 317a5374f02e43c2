//! Calendar dates that may lack a month or a day.

use std::fmt;
use std::str::FromStr;

/// A date of the Gregorian calendar, known to the year, month or day. Orders by what is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

/// Why a text is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    Form,
    /// A month or day that the calendar does not have.
    Calendar,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DateError::Form => "a date is written YYYY, YYYY-MM or YYYY-MM-DD",
            DateError::Calendar => "the calendar has no such day",
        })
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// A date, if the calendar has it. Years from 1 to 9999; a day needs a month.
    pub fn new(year: i16, month: Option<u8>, day: Option<u8>) -> Option<Date> {
        let valid = (1..=9999).contains(&year)
            && match (month, day) {
                (None, None) => true,
                (None, Some(_)) => false,
                (Some(m), None) => (1..=12).contains(&m),
                (Some(m), Some(d)) => (1..=12).contains(&m) && d >= 1 && d <= days_in(year, m),
            };
        valid.then_some(Date { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, from 1, if known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1, if known.
    pub fn day(self) -> Option<u8> {
        self.day
    }
}

fn days_in(year: i16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// ISO 8601: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = DateError;
    fn from_str(s: &str) -> Result<Date, DateError> {
        let mut parts = s.split('-');
        let number = |part: Option<&str>, len: usize| match part {
            None => Ok(None),
            Some(p) if p.len() == len && p.bytes().all(|b| b.is_ascii_digit()) => {
                p.parse::<i16>().map(Some).map_err(|_| DateError::Form)
            }
            Some(_) => Err(DateError::Form),
        };
        let year = number(parts.next(), 4)?.ok_or(DateError::Form)?;
        let month = number(parts.next(), 2)?.map(|m| m as u8);
        let day = number(parts.next(), 2)?.map(|d| d as u8);
        if parts.next().is_some() {
            return Err(DateError::Form);
        }
        Date::new(year, month, day).ok_or(DateError::Calendar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes_and_knows_the_calendar() {
        for text in ["2023-01-29", "2023-01", "2023", "2024-02-29", "0987"] {
            assert_eq!(text.parse::<Date>().map(|d| d.to_string()), Ok(text.to_string()));
        }
        assert_eq!("2023-02-29".parse::<Date>(), Err(DateError::Calendar));
        assert_eq!("2023-13".parse::<Date>(), Err(DateError::Calendar));
        for text in ["", "23", "2023-1", "2023-01-29-1", "2023/01/29", "year"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::Form), "{text}");
        }
    }
}
