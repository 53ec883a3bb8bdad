//! Writes files into one archive as POSIX has it (`ustar`, IEEE Std 1003.1, pax): what `tar -xf` unpacks everywhere.

/// The unit of an archive, in bytes.
const BLOCK: usize = 512;

/// An archive that is being written.
pub struct Archive {
    bytes: Vec<u8>,
}

impl Archive {
    /// An empty one.
    pub fn new() -> Self {
        Self { bytes: Vec::new() }
    }

    /// Adds a file under a name of at most 100 ASCII bytes. It is readable by all, and dated to the beginning of 1970: the same
    /// record makes the same archive.
    pub fn add(&mut self, name: &str, content: &[u8]) {
        let mut header = [0u8; BLOCK];
        let mut put = |at: usize, field: &str| {
            header[at..].iter_mut().zip(field.bytes()).for_each(|(place, byte)| *place = byte);
        };
        put(0, name.get(..name.len().min(100)).unwrap_or_default());
        put(100, "0000644\0");
        put(108, "0000000\0");
        put(116, "0000000\0");
        put(124, &format!("{:011o}\0", content.len()));
        put(136, "00000000000\0");
        // The sum is taken as if its own field held spaces.
        put(148, "        ");
        put(156, "0");
        put(257, "ustar\x0000");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        let sum = format!("{sum:06o}\0 ");
        header[148..156].copy_from_slice(sum.as_bytes());
        self.bytes.extend(header);
        self.bytes.extend(content);
        self.bytes.resize(self.bytes.len().next_multiple_of(BLOCK), 0);
    }

    /// The archive, with the two empty blocks that end it.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.resize(self.bytes.len() + 2 * BLOCK, 0);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::Write,
        process::{Command, Stdio},
    };

    /// What the system's own `tar` makes of it.
    #[test]
    fn tar_lists_what_was_added() {
        let mut archive = Archive::new();
        archive.add("record/tile/0/000.p/5", &[7; 513]);
        archive.add("record/checkpoint", b"");
        let bytes = archive.finish();
        assert_eq!(bytes.len(), 512 + 1024 + 512 + 1024);
        let mut tar = Command::new("tar")
            .args(["-tf", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        tar.stdin.take().unwrap().write_all(&bytes).unwrap();
        let listed = tar.wait_with_output().unwrap();
        assert!(listed.status.success());
        assert_eq!(String::from_utf8(listed.stdout).unwrap(), "record/tile/0/000.p/5\nrecord/checkpoint\n");
    }
}
