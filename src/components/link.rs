//! Links that leave the page.

use yew::prelude::*;

use super::icon::Icon;
use crate::locale::{Words, fill};

/// A link to a document elsewhere: in a new tab, and without saying where it was followed. What is no web address is no link.
pub fn out(words: &Words, url: &str, text: &str) -> Html {
    let Some(host) = host(url) else {
        return html! { { text } };
    };
    html! {
        <a class="out" href={url.to_owned()} target="_blank" rel="noreferrer noopener" title={fill(words.opens, &[host])}>
            { text }{ Icon::Out.draw() }
        </a>
    }
}

/// The host of a web address; `None` when it is none.
pub fn host(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let end = rest
        .bytes()
        .position(|it| matches!(it, b'/' | b'?' | b'#'))
        .unwrap_or(rest.len());
    Some(&rest[..end]).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(host("https://learn.example.com/a?b"), Some("learn.example.com"));
        assert_eq!(host("http://example.org"), Some("example.org"));
        assert_eq!(host("javascript:alert(1)"), None);
        assert_eq!(host("https://"), None);
    }
}
