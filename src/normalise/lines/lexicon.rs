//! Words that the line model knows: function words by language and words that give away what a line is for.

use super::stats::Words;
use crate::text::{self, WordHash, eight};
use std::hint::select_unpredictable;
use std::sync::LazyLock;
use wide::u32x4;

static FILE: &str = include_str!("words.txt");

/// Number of bits kept for languages in a [`Word`].
const LANGUAGES: u32 = 20;

/// Names of months.
pub(super) const MONTH: u32 = 1 << 0;
/// Names of days of the week.
pub(super) const WEEKDAY: u32 = 1 << 1;
/// Words before the name of an author.
pub(super) const BY: u32 = 1 << 2;
/// Words after the name of who comments.
pub(super) const SAYS: u32 = 1 << 3;
/// Words of dates told from now.
pub(super) const AGO: u32 = 1 << 4;
/// Words of buttons below comments.
pub(super) const REPLY: u32 = 1 << 5;
/// Words around dates and times.
pub(super) const POSTED: u32 = 1 << 6;
/// Words of pictures and agencies.
pub(super) const PHOTO: u32 = 1 << 7;
/// Words of copyright lines.
pub(super) const COPYRIGHT: u32 = 1 << 8;
/// What authors are called.
pub(super) const STAFF: u32 = 1 << 9;
/// What comments are called.
pub(super) const COMMENT: u32 = 1 << 10;
/// Words of invitations.
pub(super) const PROMO: u32 = 1 << 11;

const CLASSES: [(&str, u32); 12] = [
    ("@month", MONTH),
    ("@weekday", WEEKDAY),
    ("@by", BY),
    ("@says", SAYS),
    ("@ago", AGO),
    ("@reply", REPLY),
    ("@posted", POSTED),
    ("@photo", PHOTO),
    ("@copyright", COPYRIGHT),
    ("@staff", STAFF),
    ("@comment", COMMENT),
    ("@promo", PROMO),
];

/// What is known of a word: in which languages it is a function word, and to which classes it belongs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word(u32);

impl Word {
    /// A bit for every language in which it is a function word.
    #[inline]
    pub(super) fn languages(self) -> u32 {
        self.0 & ((1 << LANGUAGES) - 1)
    }
    /// A bit for every class.
    #[inline]
    pub(super) fn classes(self) -> u32 {
        self.0 >> LANGUAGES
    }
    /// Whether it belongs to a class.
    #[inline]
    pub(super) fn is(self, class: u32) -> bool {
        self.classes() & class != 0
    }
}

/// A table from hashes of words to what is known of them.
pub(super) struct Lexicon {
    buckets: Box<[Bucket; BUCKETS]>,
    /// A bit for each hash that occurs: most words of a text are none of the lexicon's.
    seen: Box<[u64; BITS / 64]>,
    tags: Vec<&'static str>,
}

/// A few words whose hashes end alike: what is looked for is compared with all of them, without a branch, since no
/// processor foresees which words are the lexicon's.
#[derive(Clone, Copy, Default)]
struct Bucket {
    hashes: [u32; 4],
    words: [u32; 4],
}

/// Buckets of the table, a power of two: so many that none is full.
const BUCKETS: usize = 1 << 11;

/// Bits of the filter before it.
const BITS: usize = 1 << 15;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let buckets = Box::new([Bucket::default(); BUCKETS]);
    let mut lexicon = Lexicon { buckets, seen: Box::new([0; BITS / 64]), tags: Vec::new() };
    for row in FILE.lines().filter(|row| !row.starts_with('#')) {
        let Some((name, words)) = row.split_once(' ') else { continue };
        let bits = match CLASSES.iter().find(|(class, _)| *class == name) {
            Some((_, class)) => class << LANGUAGES,
            None => {
                lexicon.tags.push(name);
                1 << (lexicon.tags.len() - 1)
            }
        };
        words.split_whitespace().for_each(|word| lexicon.add(hash(word), bits));
    }
    lexicon
});

/// The lexicon.
pub(super) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

/// The hash of a lower-case word.
fn hash(word: &str) -> u32 {
    let mut hash = WordHash::default();
    word.chars().for_each(|c| hash.add_char(c));
    hash.finish()
}

/// Words that must be read before function words alone tell a language.
const LEAST_WORDS: u32 = 20;

/// Languages without a close relative that the lexicon lacks: Norwegian would pass for Danish, Slovak for Czech.
const APART: [&str; 8] = ["en", "de", "fr", "es", "it", "pt", "pl", "tr"];

/// How many words of each language occur among at most 65,535: four counts in a number. Without a branch, since no
/// processor foresees which words are function words.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts([u64; LANGUAGES.div_ceil(4) as usize]);

impl Counts {
    #[inline]
    pub(super) fn add(&mut self, word: Word) {
        for (n, counts) in (0..).zip(&mut self.0) {
            let four = u64::from(word.languages() >> (4 * n) & 15);
            // Four copies, of which one bit each is left.
            *counts += (four * (1 | 1 << 15 | 1 << 30 | 1 << 45)) & (1 | 1 << 16 | 1 << 32 | 1 << 48);
        }
    }

    /// The counts, by the bit of the language.
    pub(super) fn all(&self) -> [u32; LANGUAGES as usize] {
        std::array::from_fn(|i| u32::from((self.0[i / 4] >> (16 * (i % 4))) as u16))
    }
}

/// Function words of a short text by language, and how many words it has.
#[derive(Default)]
pub(in crate::normalise) struct Functions {
    seen: Counts,
    /// Of those, the words that no other language has.
    own: Counts,
    words: u32,
}

impl Functions {
    /// Adds a text.
    pub(in crate::normalise) fn add(&mut self, text: &str) {
        let (lexicon, mut rest) = (lexicon(), text);
        while !rest.is_empty() {
            let (hash, len) = word_hash(rest);
            let after = &rest[len..];
            rest = &after[after.chars().next().map_or(0, char::len_utf8)..];
            if len > 0 {
                self.add_word(lexicon.look(hash));
            }
        }
    }

    #[inline]
    fn add_word(&mut self, word: Word) {
        self.words += 1;
        self.seen.add(word);
        self.own.add(select_unpredictable(word.languages().is_power_of_two(), word, Word(0)));
    }

    /// Adds all of a line whose words were read before. `None` if its characters may have been read as other words than
    /// those of [`Functions::add`].
    pub(in crate::normalise) fn add_read(&mut self, words: &Words, line: usize) -> Option<()> {
        if words.lines[line].is_strange() {
            return None;
        }
        words.tokens(line).iter().for_each(|token| self.add_word(token.word));
        Some(())
    }

    /// The language whose function words a text is full of: at least a quarter of its words, or a fifth where a tenth are
    /// no other language's. Twice as many as of any other language; or, since relatives share many, a sixteenth of all
    /// words are no other's, four times as many as of the next. None where that leaves a doubt.
    pub(in crate::normalise) fn language(&self) -> Option<&'static str> {
        let words = self.words;
        let (best, seen, next) = first_two(&self.seen.all());
        let (owner, own, next_own) = first_two(&self.own.all());
        let tag = lexicon().tags.get(best)?;
        let apart = seen >= next * 2 || owner == best && own * 16 >= words && own >= next_own * 4;
        let theirs = owner == best && own * 10 >= words && own >= next_own * 4;
        let full = seen * 4 >= words || seen * 5 >= words && theirs;
        let sure = words >= LEAST_WORDS && APART.contains(tag) && full && apart;
        sure.then_some(*tag)
    }
}

/// The place of the greatest number, that number, and the next.
fn first_two(counts: &[u32]) -> (usize, u32, u32) {
    let best = (0..counts.len()).max_by_key(|i| counts[*i]).unwrap_or(0);
    let next = counts.iter().enumerate().filter(|(i, _)| *i != best).map(|(_, n)| *n).max();
    (best, counts[best], next.unwrap_or(0))
}

/// The hash of the word that a text begins with, in small letters, and its length.
fn word_hash(text: &str) -> (u32, usize) {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (WordHash::default(), 0);
    loop {
        let next = eight::plain(eight::up_to(bytes, at));
        let count = eight::before(!(eight::letters(next) | eight::digits(next)) & eight::ALL);
        hash.add(eight::first(eight::small(next), count), count);
        at += count;
        if count == 8 {
            continue;
        }
        let beyond = bytes.get(at).is_some_and(|b| !b.is_ascii());
        let c = beyond.then(|| text[at..].chars().next()).flatten().filter(|c| text::is_alphanumeric(*c));
        let Some(c) = c else { return (hash.finish(), at) };
        c.to_lowercase().for_each(|lower| hash.add_char(lower));
        at += c.len_utf8();
    }
}

/// Where the filter has the bit of a hash.
#[inline]
fn place(hash: u32) -> (usize, u32) {
    let bit = (hash ^ hash >> 15) as usize % BITS;
    (bit / 64, bit as u32 % 64)
}

impl Lexicon {
    fn add(&mut self, hash: u32, bits: u32) {
        let bucket = &mut self.buckets[hash as usize % BUCKETS];
        let slot = (0..4).find(|i| bucket.hashes[*i] == hash || bucket.words[*i] == 0);
        let slot = slot.expect("no bucket of the list of words is full");
        bucket.hashes[slot] = hash;
        bucket.words[slot] |= bits;
        let (index, bit) = place(hash);
        self.seen[index] |= 1 << bit;
    }

    /// What is known of a word.
    #[inline]
    pub(super) fn look(&self, hash: u32) -> Word {
        let (index, bit) = place(hash);
        // All that are surely unknown ask the same bucket, which is at hand.
        let may = (self.seen[index] >> bit & 1) as usize;
        let Bucket { hashes, words } = &self.buckets[may * (hash as usize % BUCKETS)];
        let [a, b, c, d] = (u32x4::new(*hashes).simd_eq(u32x4::splat(hash)) & u32x4::new(*words)).to_array();
        Word(a | b | c | d)
    }

    /// The bit of a language, by its tag.
    pub(super) fn language(&self, tag: &str) -> Option<u32> {
        let short = tag.split(['-', '_']).next().unwrap_or(tag);
        self.tags.iter().position(|t| t.eq_ignore_ascii_case(short)).map(|i| i as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_tell_no_language_that_is_not_listed() {
        let told = |text: &str| {
            let mut functions = Functions::default();
            functions.add(text);
            functions.language()
        };
        let english =
            "The old harbour of the island was closed on Monday and will not open again before the end of May";
        assert_eq!(told(english), Some("en"));
        let german =
            "Der alte Hafen der Insel wurde am Montag geschlossen und wird nicht vor dem Ende des Monats geöffnet";
        assert_eq!(told(&[german, german].join(" ")), Some("de"));
        assert_eq!(told("The mill of the old town"), None, "a few words");
        let spanish = "El puerto viejo de la isla se cerró el lunes y no volverá a abrir hasta finales de mayo porque hay que \
                       reparar el muelle de la banda norte, según dijo la alcaldesa a los vecinos en la reunión";
        assert_eq!(told(spanish), Some("es"));
        // Near relatives of those that it tells: Catalan, Galician, Romanian, Afrikaans, Norwegian, Slovak, Azerbaijani,
        // Esperanto, Luxembourgish, Haitian.
        for text in [
            "El port vell de l'illa es va tancar dilluns i no tornarà a obrir fins a la fi de maig perquè el moll que hi ha \
             a la banda nord s'ha de reparar, segons ha dit l'alcaldessa als veïns que van assistir a la reunió",
            "O porto vello da illa pechou o luns e non volverá abrir ata finais de maio porque hai que reparar o peirao da \
             banda norte, segundo lles dixo a alcaldesa aos veciños que asistiron á xuntanza na casa do concello",
            "Portul vechi al insulei a fost închis luni și nu se va mai deschide până la sfârșitul lunii mai, pentru că \
             cheiul de la nord trebuie reparat, le-a spus primărița locuitorilor care au venit la întâlnire",
            "Die ou hawe van die eiland is Maandag gesluit en sal nie weer voor die einde van Mei oopmaak nie, want die kaai \
             aan die noordekant moet herstel word, het die burgemeester aan die inwoners by die vergadering gesê",
            "Den gamle havna på øya ble stengt mandag og skal ikke åpnes igjen før i slutten av mai fordi kaia på nordsiden \
             må repareres, sa ordføreren til innbyggerne som kom til møtet",
            "Starý prístav na ostrove zatvorili v pondelok a znovu ho neotvoria skôr ako na konci mája, pretože mólo na \
             severnej strane treba opraviť, povedala starostka obyvateľom, ktorí prišli na stretnutie",
            "Adanın köhnə limanı bazar ertəsi bağlandı və may ayının sonuna kimi bir daha açılmayacaq, çünki şimal \
             tərəfdəki körpü təmir edilməlidir, bu barədə bələdiyyə sədri iclasa gələn sakinlərə demişdir",
            "La malnova haveno de la insulo estis fermita lundon kaj ne remalfermiĝos antaŭ la fino de majo, ĉar oni devas \
             ripari la kajon ĉe la norda flanko, diris la urbestrino al la loĝantoj kiuj venis al la kunveno",
            "Den alen Hafe vun der Insel gouf e Méindeg zougemaach a gëtt net virun Enn Mee nees op, well de Quai op der \
             Nordsäit muss gefléckt ginn, sot d'Buergermeeschtesch de Leit, déi op d'Versammlung komm waren",
            "Yo te fèmen ansyen pò zile a lendi epi li pap louvri ankò anvan fen mwa me, paske yo dwe repare waf ki sou bò \
             nò a, se sa majistra a te di moun ki te vini nan reyinyon an",
        ] {
            assert_eq!(told(text), None, "{text}");
        }
    }
}
