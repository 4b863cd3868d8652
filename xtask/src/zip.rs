//! A .zip of a folder: the same folder gives the same bytes, on every machine and at any time.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::sizes;

/// 1 January 1980, the earliest that the format knows: when a file was built is nobody's concern.
const DATE: u16 = 0x0021;
/// Names are UTF-8.
const UTF8: u16 = 0x0800;
const DEFLATED: u16 = 8;
/// What a reader has to know of the format, 2.0.
const VERSION: u16 = 20;
/// A file that its owner may write and all may read.
const MODE: u32 = 0o100_644 << 16;
/// Made on a system whose files have such a mode.
const UNIX: u16 = 3 << 8;

/// A .zip with every file of `folder`, below `top`.
pub fn of(folder: &Path, top: &str) -> Result<Vec<u8>> {
    let mut zip = Vec::new();
    let mut directory = Vec::new();
    let files = sizes::files(folder)?;
    for file in &files {
        let name = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        let name = format!("{top}/{name}");
        let content = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
        add(&mut zip, &mut directory, &name, &content)?;
    }
    let (start, length) = (four(zip.len())?, four(directory.len())?);
    let count = u16::try_from(files.len()).context("these are too many files for a .zip")?;
    zip.extend(directory);
    zip.extend(0x0605_4b50_u32.to_le_bytes());
    zip.extend([0; 4]);
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend([0; 2]);
    Ok(zip)
}

/// Adds a file, and its entry in the directory that stands at the end.
fn add(zip: &mut Vec<u8>, directory: &mut Vec<u8>, name: &str, content: &[u8]) -> Result<()> {
    let mut crc = Crc::new();
    crc.update(content);
    let mut writer = DeflateEncoder::new(Vec::new(), Compression::best());
    writer.write_all(content)?;
    let packed = writer.finish()?;

    let mut about = Vec::new();
    for it in [VERSION, UTF8, DEFLATED, 0, DATE] {
        about.extend(it.to_le_bytes());
    }
    for it in [crc.sum(), four(packed.len())?, four(content.len())?] {
        about.extend(it.to_le_bytes());
    }
    about.extend(
        u16::try_from(name.len())
            .context("this name is too long for a .zip")?
            .to_le_bytes(),
    );

    directory.extend(0x0201_4b50_u32.to_le_bytes());
    directory.extend((UNIX | VERSION).to_le_bytes());
    directory.extend(&about);
    // No further fields, no comment, the first disk, bytes and not text.
    directory.extend([0; 8]);
    directory.extend(MODE.to_le_bytes());
    directory.extend(four(zip.len())?.to_le_bytes());
    directory.extend(name.as_bytes());

    zip.extend(0x0403_4b50_u32.to_le_bytes());
    zip.extend(&about);
    zip.extend([0; 2]);
    zip.extend(name.as_bytes());
    zip.extend(packed);
    Ok(())
}

fn four(length: usize) -> Result<u32> {
    u32::try_from(length).context("a .zip of this form holds four gigabytes")
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    /// Python is where the release is made; where it is not, the bytes are at least the same each time.
    #[test]
    fn another_program_reads_it() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        std::fs::create_dir(folder.path().join("b")).expect("it can be made");
        std::fs::write(folder.path().join("a.txt"), "a".repeat(1000)).expect("it can be written");
        std::fs::write(folder.path().join("b/é.bin"), [0, 255]).expect("it can be written");
        let zip = super::of(folder.path(), "top").expect("the folder can be packed");
        assert_eq!(zip, super::of(folder.path(), "top").expect("the folder can be packed"));
        let file = folder.path().join("it.zip");
        std::fs::write(&file, &zip).expect("it can be written");
        let script = "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; \
                      assert z.namelist()==['top/a.txt','top/b/é.bin'], z.namelist(); assert z.read('top/b/é.bin')==b'\\0\\xff'";
        if let Ok(output) = Command::new("python3").args(["-c", script]).arg(&file).output() {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
    }
}
