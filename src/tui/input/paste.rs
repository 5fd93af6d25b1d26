//! A paste between marks, and text that is wiped when it moves.

use zeroize::{Zeroize, Zeroizing};

use super::Input;

/// The most bytes of a paste that are kept.
pub(super) const LIMIT: usize = 1 << 20;

const START: &[u8] = b"\x1b[200~";
const END: &[u8] = b"\x1b[201~";

/// Bytes that leave no copy behind when they grow.
#[derive(Default)]
pub(super) struct Wiped(Zeroizing<Vec<u8>>);

impl Wiped {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.0.len() + bytes.len() > self.0.capacity() {
            let room = (self.0.capacity() * 2)
                .max(self.0.len() + bytes.len())
                .max(256);
            let mut next = Zeroizing::new(Vec::with_capacity(room));
            next.extend_from_slice(&self.0);
            self.0 = next;
        }
        self.0.extend_from_slice(bytes);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn cut_to(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// The text; bytes that are not UTF-8 become replacement characters.
    pub(super) fn take_text(&mut self) -> Zeroizing<String> {
        let bytes = std::mem::take(&mut *self.0);
        match String::from_utf8(bytes) {
            Ok(text) => Zeroizing::new(text),
            Err(error) => {
                let mut bytes = error.into_bytes();
                let text = Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned());
                bytes.zeroize();
                text
            }
        }
    }
}

/// A paste whose start mark came.
#[derive(Default)]
pub(super) struct Marked {
    kept: Wiped,
    last: [u8; 6],
    cut: bool,
}

impl Marked {
    /// Takes one byte; true when the end mark is complete.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        self.last.rotate_left(1);
        let [.., last] = &mut self.last;
        *last = byte;
        if self.kept.bytes().len() < LIMIT + END.len() {
            self.kept.push(&[byte]);
        } else {
            self.cut = true;
        }
        if self.last == START && !self.cut {
            self.kept.cut_to(self.kept.bytes().len() - START.len());
            self.last = [0; 6];
        }
        self.last == END
    }

    pub(super) fn finished(mut self) -> Input {
        if !self.cut {
            self.kept
                .cut_to(self.kept.bytes().len().saturating_sub(END.len()));
        }
        self.unfinished()
    }

    /// The paste without its end mark.
    pub(super) fn unfinished(mut self) -> Input {
        let cut = self.cut || self.kept.bytes().len() > LIMIT;
        if cut {
            self.kept.cut_to(LIMIT);
        }
        self.last.zeroize();
        Input::Paste {
            text: self.kept.take_text(),
            cut,
        }
    }
}
