//! What the page is made of, one file each. Small parts without a state of their own are functions.

pub mod announcer;
pub mod bar;
pub mod causes;
pub mod command;
pub mod conversation;
pub mod examples;
pub mod facts;
pub mod files;
pub mod fold;
pub mod hops;
pub mod icon;
pub mod input;
pub mod link;
pub mod literal;
pub mod nothing;
pub mod proof;
pub mod recipients;
pub mod report;
pub mod rest;
pub mod sources;
pub mod steps;
pub mod tag;
pub mod verdict;
pub mod waiting;
pub mod way;
pub mod where_to_find;
pub mod words;

use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The element of this id. All of the page's own are HTML.
pub fn element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document()
        .get_element_by_id(id)
        .map(JsCast::unchecked_into)
}

/// Brings an element into view, scrolling no further than it takes, and gives it the focus.
pub fn look_at(element: &HtmlElement) {
    let quietly = FocusOptions::new();
    quietly.set_prevent_scroll(true);
    let _ = element.focus_with_options(&quietly);
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&nearest);
}
