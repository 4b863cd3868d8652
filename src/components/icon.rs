//! The icons: one set, drawn on a grid of 24 with round strokes. They never stand for a word alone without a label beside them.

use yew::prelude::*;

/// An icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Icon {
    Lens,
    You,
    Server,
    Shield,
    Mailbox,
    Cross,
    Tick,
    Clock,
    Arrow,
    Flag,
    Loop,
    Copy,
    Book,
    Lock,
    Out,
    Sun,
    Moon,
    Device,
    Question,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Lens => "M17.5 10.5a7 7 0 1 1-14 0 7 7 0 0 1 14 0zM16 16l5 5M7.5 9l3 2.2 3-2.2",
            Self::You => "M6 4h12a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM9 20h6M12 16v4",
            Self::Server => {
                "M5.5 4h13A1.5 1.5 0 0 1 20 5.5v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 9.5v-4A1.5 1.5 0 0 1 5.5 4zM5.5 13h13a1.5 1.5 0 0 1 1.5 1.5v4a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 18.5v-4A1.5 1.5 0 0 1 5.5 13zM7.5 7.5h.01M7.5 16.5h.01"
            }
            Self::Shield => "M12 3.5 5 6v5.5c0 4.2 2.9 7.3 7 9 4.1-1.7 7-4.8 7-9V6z",
            Self::Mailbox => "M4 13l2.5-8h11L20 13v6H4zM4 13h5l1 2.5h4l1-2.5h5",
            Self::Cross => "M7 7l10 10M17 7 7 17",
            Self::Tick => "M5 12.5 10 17.5 19 7",
            Self::Clock => "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 7.5V12l3 2",
            Self::Arrow => "M4 12h15M13 6l6 6-6 6",
            Self::Flag => "M6 21V4h11l-2 4 2 4H6",
            Self::Loop => "M4 12a8 8 0 0 1 13.7-5.6L20 8.5M20 4v4.5h-4.5M20 12a8 8 0 0 1-13.7 5.6L4 15.5M4 20v-4.5h4.5",
            Self::Copy => {
                "M10 8h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2zM16 4H6a2 2 0 0 0-2 2v10"
            }
            Self::Book => "M5 4h10a4 4 0 0 1 4 4v12H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
            Self::Lock => {
                "M7 11h10a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2zM8 11V8a4 4 0 0 1 8 0v3"
            }
            Self::Out => "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
            Self::Sun => {
                "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Moon => "M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z",
            Self::Device => "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM12 4v16M12 8h6.9M12 12h8M12 16h6.9",
            Self::Question => "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.1-1.5 2.4M12 18h.01",
        }
    }

    /// The picture, hidden from screen readers: the word beside it says the same.
    pub fn draw(self) -> Html {
        html! {
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={self.path()} /></svg>
        }
    }
}
