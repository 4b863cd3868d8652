//! Where things stand in the project.

use std::path::{Path, PathBuf};

/// The project's folder.
pub fn root() -> &'static Path {
    // Known when this program is built; the program never leaves the project that built it.
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask/ stands inside the project")
}

/// Where `trunk build` puts the finished page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The scripts and pictures beside the page that are no part of its first paint.
pub fn web() -> PathBuf {
    root().join("web")
}

/// The sources of the catalogue: the project's own, or the folder that `SMTP_LENS_CATALOG` names, as the engine's build takes it.
pub fn catalog() -> PathBuf {
    std::env::var_os("SMTP_LENS_CATALOG").map_or_else(|| root().join("catalog"), PathBuf::from)
}

/// Where the tools of the build are installed; nothing outside the project is touched.
pub fn tools() -> PathBuf {
    root().join(".tools")
}
