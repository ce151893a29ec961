//! Small drawn faces, so that they look alike in every program and need no font: glad in a circle, middling in a square,
//! sad in a square on its corner.
//!
//! They are PNG files of grey levels. Nothing is packed (a face is a few thousand bytes), so no other code is needed.

use crate::report::Face;

/// Width and height in pixels.
pub const SIZE: u32 = 72;
/// Steps in a pixel, each way, for soft edges.
const FINE: u32 = 4;

/// The picture of a face.
pub fn png(face: Face) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..SIZE {
        // Each row begins with its filter: none.
        rows.push(0);
        rows.extend((0..SIZE).map(|x| grey(face, x, y)));
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut header = Vec::new();
    header.extend(SIZE.to_be_bytes());
    header.extend(SIZE.to_be_bytes());
    // Eight bits of grey; the usual packing, filter and no interlace.
    header.extend([8, 0, 0, 0, 0]);
    chunk(&mut out, *b"IHDR", &header);
    chunk(&mut out, *b"IDAT", &stored(&rows));
    chunk(&mut out, *b"IEND", &[]);
    out
}

/// How light a pixel is: the mean over its fine steps.
fn grey(face: Face, x: u32, y: u32) -> u8 {
    let step = |pixel: u32, at: u32| (f64::from(pixel * FINE + at) + 0.5) / f64::from(SIZE * FINE) * 2.0 - 1.0;
    let fine = (0..FINE).flat_map(|a| (0..FINE).map(move |b| (a, b)));
    let ink = fine.filter(|(a, b)| is_ink(face, step(x, *a), step(y, *b))).count() as u32;
    u8::try_from(255 - 255 * ink / (FINE * FINE)).unwrap_or(0)
}

/// Whether a point is drawn, from −1 at the left and the top to 1.
fn is_ink(face: Face, x: f64, y: f64) -> bool {
    // How far out a point lies; the outline is at 0.95.
    let out = match face {
        Face::Glad => x.hypot(y),
        Face::Middling => x.abs().max(y.abs()),
        Face::Sad => x.abs() + y.abs(),
    };
    let outline = (0.83..=0.95).contains(&out);
    // On its corner there is less room.
    let size = if face == Face::Sad { 0.66 } else { 1.0 };
    let (x, y) = (x / size, y / size);
    let eye = (x.abs() - 0.32).hypot(y + 0.25) < 0.12;
    let bend = match face {
        Face::Glad => 0.45 - 1.4 * x * x,
        Face::Middling => 0.35,
        Face::Sad => 0.25 + 1.4 * x * x,
    };
    let mouth = x.abs() < 0.46 && (y - bend).abs() < 0.08 * (1.0 + (2.8 * x * f64::from(face != Face::Middling)).abs());
    outline || eye || mouth
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    let length = u32::try_from(data.len()).expect("a face is small");
    out.extend(length.to_be_bytes());
    let named: Vec<u8> = name.iter().chain(data).copied().collect();
    out.extend(&named);
    out.extend(crc32(&named).to_be_bytes());
}

/// A zlib stream of blocks that are kept as they are (RFC 1950, RFC 1951).
fn stored(data: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut blocks = data.chunks(60_000).peekable();
    while let Some(block) = blocks.next() {
        out.push(u8::from(blocks.peek().is_none()));
        let length = u16::try_from(block.len()).expect("a block is shorter than 65,536 bytes");
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(block);
    }
    out.extend(adler32(data).to_be_bytes());
    out
}

fn adler32(data: &[u8]) -> u32 {
    let (a, b) = data.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (a + b) % 65_521)
    });
    b << 16 | a
}

fn crc32(data: &[u8]) -> u32 {
    let bit = |crc: u32, _| if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
    !data.iter().fold(u32::MAX, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), bit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_standards() {
        // The check values of both: CRC-32 of 123456789, and the example of RFC 1950's authors.
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
        assert_eq!(adler32(b"Wikipedia"), 0x11E6_0398);
    }

    #[test]
    fn the_three_faces_differ_and_have_a_white_ground() {
        let [sad, middling, glad] = [Face::Sad, Face::Middling, Face::Glad].map(png);
        assert!(sad != middling && middling != glad && glad != sad);
        assert_eq!(grey(Face::Glad, 0, 0), 255);
        assert_eq!(grey(Face::Middling, SIZE / 2, 4), 0);
    }
}
