//! What stands between words.

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Gap {
    /// Nothing: the first word, or scripts without spaces.
    None,
    /// White space.
    Space,
    /// A hyphen or slash without space.
    Hyphen,
    /// A dash with space around it.
    Dash,
    /// An apostrophe inside a word.
    Apostrophe,
    /// A full stop without space, as in initials.
    Dot,
    /// A full stop and space.
    Stop,
    /// An ampersand.
    Ampersand,
    /// A comma.
    Comma,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A quotation mark.
    Quote,
    /// Anything else.
    Break,
}

impl Gap {
    /// What stands for it in the folded copy.
    pub(in super::super) fn folded(self) -> Option<char> {
        match self {
            Gap::None => None,
            Gap::Space | Gap::Hyphen | Gap::Dash => Some(' '),
            Gap::Apostrophe => Some('\''),
            Gap::Dot => Some('.'),
            Gap::Stop => Some(';'),
            Gap::Ampersand => Some('&'),
            Gap::Comma => Some(','),
            Gap::Open | Gap::Close => Some('('),
            Gap::Quote => Some('"'),
            Gap::Break => Some(':'),
        }
    }

    /// Whether a phrase may go on over it.
    pub(in super::super) fn joins(self) -> bool {
        matches!(self, Gap::None | Gap::Space | Gap::Hyphen | Gap::Apostrophe | Gap::Dot | Gap::Ampersand)
    }

    pub(super) fn then(self, c: char) -> Gap {
        if c.is_whitespace() {
            return match self {
                Gap::None => Gap::Space,
                Gap::Dot => Gap::Stop,
                Gap::Hyphen => Gap::Dash,
                Gap::Apostrophe => Gap::Quote,
                other => other,
            };
        }
        let next = match c {
            '-' | '/' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' => match self {
                Gap::None => Gap::Hyphen,
                Gap::Space => Gap::Dash,
                _ => Gap::Break,
            },
            '\'' | '\u{2019}' | '\u{02bc}' => match self {
                Gap::None => Gap::Apostrophe,
                _ => Gap::Quote,
            },
            '.' => match self {
                Gap::None => Gap::Dot,
                _ => Gap::Break,
            },
            '&' => Gap::Ampersand,
            ',' => Gap::Comma,
            '(' | '[' => Gap::Open,
            ')' | ']' => Gap::Close,
            '"' | '\u{2018}' | '\u{201a}' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => Gap::Quote,
            _ => Gap::Break,
        };
        match (self, next) {
            (Gap::None | Gap::Space, next) => next,
            (Gap::Open, _) | (_, Gap::Open) => Gap::Open,
            (Gap::Quote, _) | (_, Gap::Quote) => Gap::Quote,
            (Gap::Close, Gap::Comma) => Gap::Close,
            _ => Gap::Break,
        }
    }
}
