//! Guesses the encoding of a text file and turns it into UTF-8 on the way.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};

/// The encoding of text that begins and ends like this. A mark at the beginning decides; then whether it is UTF-8; then
/// what the letters look like.
pub(super) fn guess(start: &[u8], end: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(start) {
        return encoding;
    }
    if let Some(encoding) = wide(start) {
        return encoding;
    }
    if mostly_utf8(start) && mostly_utf8(end) {
        return UTF_8;
    }
    if cyrillic(start) || cyrillic(end) { WINDOWS_1251 } else { WINDOWS_1252 }
}

/// UTF-16 without its mark: the upper byte of nearly every character is that of ASCII or of Cyrillic.
fn wide(text: &[u8]) -> Option<&'static Encoding> {
    memchr::memchr(0, text)?;
    let pairs = text.as_chunks::<2>().0;
    let upper = |i: usize| pairs.iter().filter(|p| matches!(p[i], 0 | 4 | 0x20)).count();
    let nulls = |i: usize| pairs.iter().filter(|p| p[i] == 0).count();
    if pairs.len() < 2 || nulls(0) + nulls(1) == 0 {
        return None;
    }
    let most = pairs.len() * 9 / 10;
    if nulls(1) > nulls(0) && upper(1) >= most {
        Some(UTF_16LE)
    } else if nulls(0) > nulls(1) && upper(0) >= most {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether text is UTF-8 but for a stray byte: one bad byte must not turn every Cyrillic letter into something else.
fn mostly_utf8(text: &[u8]) -> bool {
    if beyond_utf8(text).is_empty() {
        return true;
    }
    let (mut letters, mut strays) = (0_usize, 0_usize);
    for chunk in text.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        strays += chunk.invalid().len();
    }
    // A cut at either end of the sample may leave up to three bytes of a character.
    let cut = 6;
    strays == 0 || (letters > 0 && strays <= cut.min(letters)) || strays * 100 < letters
}

/// What follows the part of a text that is UTF-8.
pub(super) fn beyond_utf8(text: &[u8]) -> &[u8] {
    &text[Encoding::utf8_valid_up_to(text)..]
}

/// Whether bytes beyond ASCII stand in runs, as the letters of Cyrillic words do, and not alone, as accents in Latin words.
/// Old Mongolian files write Є and Ї for Ө and Ү.
fn cyrillic(text: &[u8]) -> bool {
    let letter = |b: u8| b >= 0xC0 || matches!(b, 0xA8 | 0xAA | 0xAF | 0xB8 | 0xBA | 0xBF);
    let (mut in_runs, mut all) = (0_usize, 0_usize);
    for run in text.split(|&b| !letter(b)) {
        all += run.len();
        in_runs += if run.len() >= 3 { run.len() } else { 0 };
    }
    in_runs * 2 > all
}

/// The proper name of an encoding.
pub fn known(name: &str) -> Option<&'static str> {
    named(name).map(Encoding::name)
}

/// The encoding with this name, as browsers know it.
pub(super) fn named(name: &str) -> Option<&'static Encoding> {
    let plain = name.trim().to_ascii_lowercase();
    match plain.as_str() {
        "utf8" => Some(UTF_8),
        "cp1251" | "1251" => Some(WINDOWS_1251),
        "cp1252" | "1252" => Some(WINDOWS_1252),
        "utf-16" | "utf16" => Some(UTF_16LE),
        _ => Encoding::for_label(plain.as_bytes()),
    }
}

/// Reads a file as UTF-8, whatever its encoding, without its mark.
pub(super) struct Utf8<R> {
    source: R,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    /// Bytes of `raw` that wait to be decoded.
    from: usize,
    to: usize,
    ended: bool,
    /// Bytes taken from the source.
    pub taken: u64,
}

impl<R: Read> Utf8<R> {
    /// A reader from the beginning of a file. UTF-8 is passed on as it is; its mark is the caller's to skip.
    pub fn new(source: R, encoding: &'static Encoding) -> Utf8<R> {
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal());
        let raw = if decoder.is_some() { vec![0; 64 * 1024] } else { Vec::new() };
        Utf8 { source, decoder, raw, from: 0, to: 0, ended: false, taken: 0 }
    }

    /// Fills as much of the buffer as there is, and says whether that was all. A last few bytes of the buffer may stay.
    pub fn fill(&mut self, buffer: &mut [u8]) -> io::Result<(usize, bool)> {
        let mut filled = 0;
        while buffer.len() - filled >= LEAST {
            match self.read(&mut buffer[filled..]) {
                Ok(0) => return Ok((filled, true)),
                Ok(n) => filled += n,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok((filled, false))
    }
}

/// Room that a decoder needs for one character.
const LEAST: usize = 8;

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            let n = self.source.read(buffer)?;
            self.taken += n as u64;
            return Ok(n);
        };
        if buffer.len() < LEAST {
            return Ok(0);
        }
        loop {
            if self.from == self.to && !self.ended {
                let n = self.source.read(&mut self.raw)?;
                self.taken += n as u64;
                (self.from, self.to, self.ended) = (0, n, n == 0);
            }
            let (result, used, written, _) = decoder.decode_to_utf8(&self.raw[self.from..self.to], buffer, self.ended);
            self.from += used;
            if self.ended && result == CoderResult::InputEmpty {
                // It has finished, maybe with half a character, and must not be asked again.
                self.decoder = None;
                self.raw = Vec::new();
                return Ok(written);
            }
            if written > 0 {
                return Ok(written);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16le(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let mongolian = "аймаг,сум\nӨмнөговь,Ханбогд\n";
        assert_eq!(guess(mongolian.as_bytes(), b""), UTF_8);
        assert_eq!(guess(&utf16le(mongolian), b""), UTF_16LE);
        let (old, _, _) = WINDOWS_1251.encode("аймаг,сум\nЄмнєговь,Ханбогд\nЇ нэг");
        assert_eq!(guess(&old, b""), WINDOWS_1251);
        let (french, _, _) = WINDOWS_1252.encode("région,école\nOrléans,“privée”\n");
        assert_eq!(guess(&french, b""), WINDOWS_1252);
        assert_eq!(guess(b"a,b\n", b""), UTF_8);
    }

    #[test]
    fn a_stray_byte_does_not_turn_cyrillic_into_something_else() {
        let mut text = "Өмнөговь аймгийн иргэд\n".repeat(20).into_bytes();
        text.insert(300, 0x92);
        assert_eq!(guess(&text, b""), UTF_8);
    }

    /// Found by fuzzing: the decoder was asked again after it had told of the half.
    #[test]
    fn half_a_character_at_the_end_is_told_once_and_ends_the_text() {
        let mut bytes = utf16le("Ховд");
        bytes.push(0x12);
        let mut all = String::new();
        Utf8::new(io::Cursor::new(bytes), UTF_16LE).read_to_string(&mut all).unwrap();
        assert_eq!(all, "Ховд\u{fffd}");
    }

    #[test]
    fn text_is_decoded_piece_by_piece() {
        let text = "Өмнөговь;Үйлчилгээ\n".repeat(10_000);
        let mut reader = Utf8::new(io::Cursor::new(utf16le(&text)), UTF_16LE);
        let mut buffer = vec![0; 10_000];
        let mut all = Vec::new();
        loop {
            let (n, last) = reader.fill(&mut buffer).unwrap();
            all.extend_from_slice(&buffer[..n]);
            if last {
                break;
            }
        }
        assert_eq!(String::from_utf8(all).unwrap(), text);
    }
}
