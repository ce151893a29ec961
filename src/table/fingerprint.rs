//! What a file is known by, wherever it lies and whatever it is called: the SHA-256 of its bytes, as `sha256sum` prints it.
//!
//! Formula: FIPS 180-4.
//! Checked: against the example of the standard, "abc".

use std::io::Read;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};

/// The SHA-256 of a file as 64 hexadecimal digits. Of a large file they are counted only if somebody asks for them.
#[derive(Clone)]
pub struct Fingerprint(Arc<Counting>);

struct Counting {
    digits: OnceLock<Option<String>>,
    /// What is to be counted, until somebody begins.
    from: Mutex<Option<Box<dyn Read + Send>>>,
}

impl Fingerprint {
    fn at_once(digits: Option<String>) -> Fingerprint {
        Fingerprint(Arc::new(Counting { digits: OnceLock::from(digits), from: Mutex::default() }))
    }

    /// One that is known already.
    pub fn known(digits: impl Into<String>) -> Fingerprint {
        Fingerprint::at_once(Some(digits.into()))
    }

    /// Of bytes in memory.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint::known(hex(Sha256::digest(bytes).as_slice()))
    }

    /// None: of something that was never a file.
    pub fn unknown() -> Fingerprint {
        Fingerprint::at_once(None)
    }

    /// Of everything that can be read here; none if it can't be read to its end.
    pub fn counted(from: impl Read) -> Fingerprint {
        Fingerprint::at_once(digits(from))
    }

    /// The same, counted when somebody asks for it, or from [`Fingerprint::begin`] on.
    pub fn later(from: impl Read + Send + 'static) -> Fingerprint {
        let from: Box<dyn Read + Send> = Box::new(from);
        Fingerprint(Arc::new(Counting { digits: OnceLock::new(), from: Mutex::new(Some(from)) }))
    }

    /// Begins to count beside other work, unless somebody has.
    pub fn begin(&self) {
        let Some(from) = self.to_count() else { return };
        let promised = Promise(self.clone());
        std::thread::spawn(move || {
            let found = digits(from);
            // Nobody else sets it.
            let _ = promised.0.0.digits.set(found);
        });
    }

    /// The digits, if they could be counted. Waits until they are.
    pub fn digits(&self) -> Option<&str> {
        if let Some(from) = self.to_count() {
            let promised = Promise(self.clone());
            let found = digits(from);
            let _ = promised.0.0.digits.set(found);
        }
        self.0.digits.wait().as_deref()
    }

    /// The digits, if they are known without counting.
    pub fn at_hand(&self) -> Option<&str> {
        self.0.digits.get()?.as_deref()
    }

    /// What nobody has begun to count.
    fn to_count(&self) -> Option<Box<dyn Read + Send>> {
        self.0.from.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Whoever waits is told that there are none if they can't be counted after all.
struct Promise(Fingerprint);

impl Drop for Promise {
    fn drop(&mut self) {
        let _ = self.0.0.digits.set(None);
    }
}

impl PartialEq for Fingerprint {
    fn eq(&self, other: &Fingerprint) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.digits() == other.digits()
    }
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Fingerprint").field(&self.0.digits.get()).finish()
    }
}

fn digits(mut from: impl Read) -> Option<String> {
    let (mut digest, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match from.read(&mut buffer) {
            Ok(0) => return Some(hex(digest.finalize().as_slice())),
            Ok(read) => digest.update(&buffer[..read]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, SHA-256 of "abc".
    const OF_ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_digits_are_those_of_the_standard_however_they_are_counted() {
        assert_eq!(Fingerprint::of(b"abc").digits(), Some(OF_ABC));
        assert_eq!(Fingerprint::counted(&b"abc"[..]).digits(), Some(OF_ABC));
        let later = Fingerprint::later(&b"abc"[..]);
        assert_eq!((later.at_hand(), later.digits(), later.at_hand()), (None, Some(OF_ABC), Some(OF_ABC)));
        let beside = Fingerprint::later(&b"abc"[..]);
        beside.begin();
        beside.begin();
        assert_eq!(beside.clone().digits(), Some(OF_ABC));
        assert_eq!(Fingerprint::of(b"abc"), Fingerprint::known(OF_ABC));
    }

    #[test]
    fn what_cannot_be_read_has_none_and_nobody_waits_for_it() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("диск гэмтсэн"))
            }
        }
        assert_eq!(Fingerprint::later(Broken).digits(), None);
        let beside = Fingerprint::later(Broken);
        beside.begin();
        assert_eq!(beside.digits(), None);
        assert_eq!(Fingerprint::unknown().digits(), None);
    }
}
