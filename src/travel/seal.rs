//! How a file of sums is known by its beginning, and a digest that tells whether it is as it was written.
//!
//! What      FNV-1a with 64 bits: h ← (h xor byte)·1099511628211 for each byte, from 14695981039346656037
//! Source    Fowler, Noll & Vo; RFC 9923
//! Checked   against the values that the RFC gives for "" and "foobar"
//! Edges     it finds what went wrong on the way, not what somebody forged

/// What a file of sums begins with.
const BEGINNING: &[u8] = br#"{"tally":{"format":"#;

/// Whether a file that begins like this is one of sums.
pub fn is_tally(start: &[u8]) -> bool {
    start.starts_with(BEGINNING)
}

/// A digest of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Digest {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        let mut digest = Digest::default();
        digest.add(bytes);
        digest
    }

    /// Adds more bytes.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3));
    }
}

impl std::fmt::Display for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_rfc() {
        // RFC 9923, appendix: FNV-1a 64 of "" and of "foobar".
        assert_eq!(Digest::of(b"").to_string(), "cbf29ce484222325");
        assert_eq!(Digest::of(b"foobar").to_string(), "85944171f73967e8");
    }

    #[test]
    fn a_file_is_known_by_its_content() {
        assert!(is_tally(br#"{"tally":{"format":1,"made_by":"masam"}}"#));
        assert!(!is_tally("аймаг;q1\n".as_bytes()) && !is_tally(b"{}"));
    }
}
