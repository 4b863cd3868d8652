//! The documented causes of SMTP Lens: their vocabulary, their compiled form, and the matching of a reply against them.
//!
//! The same matcher answers in the engine and proves the samples of the catalogue in the build: that is why this is a crate of
//! its own. With the feature `source` it also reads, checks and compiles the TOML files; no visitor downloads that part.
//!
//! Invariants: no files, clocks or networks without `source`; one pass over the text however many causes there are.
#![forbid(unsafe_code)]

#[cfg(feature = "compressed")]
mod compressed;
mod literals;
mod matcher;
mod normal;
mod own;
#[cfg(feature = "source")]
pub mod source;
mod status;
mod table;
mod template;
mod terms;
mod vocabulary;

#[cfg(feature = "source")]
pub use compressed::compress;
#[cfg(feature = "compressed")]
pub use compressed::{decompress, is_compressed};
pub use matcher::{Candidate, Evidence, Matcher, Question, Scratch};
pub use normal::{capitalized, lower, normalize, small};
pub use own::{Fault, OwnCauses};
pub use status::{CodePrefix, EnhancedStatus, PlainReply};
pub use table::{
    CauseEntry, CauseWords, Pack, Pattern, Provider, SourceWords, StatusRange, StepRef, StepWords, Tables,
};
pub use template::{fill, stand_in};
pub use vocabulary::{Acts, MatchKind, Reason, Stage};
