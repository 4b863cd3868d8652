//! The few changes that sealing makes to the text of index.html.
//!
//! Trunk has parsed and written the document before, so its tags are well-formed and their attributes are quoted: finding
//! them takes no parser. Whatever is not found as expected is an error, never skipped.

use anyhow::{Context, Result};

/// The `content` of `<meta name="NAME" content="…">`, replaced.
pub fn set_meta(html: &str, name: &str, content: &str) -> Result<String> {
    let (start, end) = tags(html, "meta")
        .find(|&(start, end)| attribute(&html[start..end], "name") == Some(name))
        .with_context(|| format!("index.html has no <meta name=\"{name}\" content=\"\">"))?;
    Ok(format!(
        "{}<meta name=\"{name}\" content=\"{content}\">{}",
        &html[..start],
        &html[end..]
    ))
}

/// Puts something at the beginning of the head, behind the declaration of the character set, which has to be first.
pub fn insert_at_head(html: &str, what: &str) -> Result<String> {
    let (_, end) = tags(html, "meta")
        .find(|&(start, end)| attribute(&html[start..end], "charset").is_some())
        .context("index.html has no <meta charset>")?;
    Ok(format!("{}{what}{}", &html[..end], &html[end..]))
}

/// Takes the one inline module script out of the page and gives it to `place`, which says what it is called from now on.
pub fn move_inline_script(html: &str, place: impl FnOnce(&str) -> Result<String>) -> Result<String> {
    let inline: Vec<_> = tags(html, "script")
        .filter(|&(start, end)| attribute(&html[start..end], "src").is_none())
        .collect();
    let [(start, end)] = inline[..] else {
        anyhow::bail!(
            "index.html holds {} inline scripts, where one is expected: Trunk's. The security policy allows none",
            inline.len()
        );
    };
    let length = html[end..]
        .find("</script>")
        .context("a <script> of index.html does not end")?;
    let name = place(html[end..end + length].trim())?;
    let after = &html[end + length + "</script>".len()..];
    Ok(format!(
        "{}<script type=\"module\" src=\"{name}\"></script>{after}",
        &html[..start]
    ))
}

/// Takes the `integrity` attributes off. They guard against a host that changes the files, and the host serves this page too;
/// and browsers do not check them on a preload but complain of them.
pub fn without_integrity(html: &str) -> String {
    let mut rest = html;
    let mut out = String::with_capacity(html.len());
    while let Some(at) = rest.find(" integrity=\"") {
        let value = at + " integrity=\"".len();
        let end = rest[value..].find('"').map_or(rest.len(), |it| value + it + 1);
        out.push_str(&rest[..at]);
        rest = &rest[end..];
    }
    out + rest
}

/// The files that the page names in `src` and `href`, as written.
pub fn references(html: &str) -> Vec<&str> {
    ["script", "link", "img"]
        .into_iter()
        .flat_map(|tag| tags(html, tag))
        .filter_map(|(start, end)| {
            let tag = &html[start..end];
            attribute(tag, "src").or_else(|| attribute(tag, "href"))
        })
        .collect()
}

/// Where the opening tags of this name stand.
fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    html.match_indices('<').filter_map(move |(start, _)| {
        let rest = html[start + 1..].strip_prefix(name)?;
        rest.starts_with([' ', '>', '\n', '/']).then_some(())?;
        let end = html[start..].find('>')?;
        Some((start, start + end + 1))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.match_indices(name).find_map(|(at, _)| {
        let is_whole = tag[..at].ends_with(|it: char| it.is_ascii_whitespace());
        let value = tag[at + name.len()..].strip_prefix("=\"").filter(|_| is_whole)?;
        value.split('"').next()
    })
}

#[cfg(test)]
mod tests {
    use super::{insert_at_head, move_inline_script, references, set_meta, without_integrity};

    const PAGE: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>x</title>\
        <meta name=\"worker\" content=\"\"><link rel=\"stylesheet\" href=\"./a.css\" integrity=\"sha384-x\">\
        </head><body><script type=\"module\">\nimport x from './app.js';\n</script></body></html>";

    #[test]
    fn a_meta_gets_its_content() {
        let html = set_meta(PAGE, "worker", "worker-1.js").expect("the page has this meta");
        assert!(
            html.contains("<meta name=\"worker\" content=\"worker-1.js\"><link"),
            "{html}"
        );
        assert!(set_meta(PAGE, "pack-en", "x").is_err());
    }

    #[test]
    fn the_policy_stands_behind_the_character_set() {
        let html = insert_at_head(PAGE, "<meta x>").expect("the page has a head");
        assert!(html.contains("<meta charset=\"utf-8\"><meta x><title>"), "{html}");
    }

    #[test]
    fn the_inline_script_moves() {
        let mut moved = String::new();
        let html = move_inline_script(PAGE, |script| {
            moved = script.into();
            Ok("start.js".into())
        });
        assert_eq!(moved, "import x from './app.js';");
        let html = html.expect("the page has an inline script");
        assert!(
            html.contains("<body><script type=\"module\" src=\"start.js\"></script></body>"),
            "{html}"
        );
        assert!(move_inline_script(&html, |_| Ok(String::new())).is_err());
    }

    #[test]
    fn integrity_goes_and_the_rest_stays() {
        let html = without_integrity(PAGE);
        assert!(html.contains("href=\"./a.css\">"), "{html}");
        assert_eq!(html.len() + " integrity=\"sha384-x\"".len(), PAGE.len());
    }

    #[test]
    fn the_files_that_the_page_names_are_found() {
        assert_eq!(references(PAGE), ["./a.css"]);
    }
}
