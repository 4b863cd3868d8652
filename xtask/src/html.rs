//! The few changes that sealing makes to the text of index.html.
//!
//! Trunk has parsed and written the document before (and in a release taken every quote out that HTML can do without), so it
//! is well-formed: its tags can be found without a parser. Whatever is not found as expected is an error, never skipped.

use std::ops::Range;

use anyhow::{Context, Result, bail};

/// Sets the `content` of `<meta name="NAME" content="…">`.
pub fn set_meta(html: &str, name: &str, content: &str) -> Result<String> {
    let tag = tags(html, "meta")
        .find(|it| it.value("name") == Some(name))
        .with_context(|| format!("index.html has no <meta name=\"{name}\" content=\"\">"))?;
    Ok(replaced(
        html,
        tag.range(),
        &format!("<meta name=\"{name}\" content=\"{content}\">"),
    ))
}

/// Puts something at the beginning of the head, behind the declaration of the character set, which has to be first.
fn insert_at_head(html: &str, what: &str) -> Result<String> {
    let tag = tags(html, "meta")
        .find(|it| it.value("charset").is_some())
        .context("index.html has no <meta charset=\"utf-8\">")?;
    let end = tag.range().end;
    Ok(replaced(html, end..end, what))
}

/// Puts a file in the place of the one inline script.
pub fn replace_inline_script(html: &str, file: &str) -> Result<String> {
    replace_script(
        html,
        |tag| tag.value("src").is_none(),
        &format!("<script type=\"module\" src=\"{file}\"></script>"),
    )
    .context("Trunk writes one inline script, and the security policy allows none")
}

/// Puts something in the place of the one script that starts the page.
pub fn replace_start_script(html: &str, by: &str) -> Result<String> {
    replace_script(html, |tag| tag.value("src").is_some(), by)
}

fn replace_script(html: &str, which: fn(&Tag) -> bool, by: &str) -> Result<String> {
    let found: Vec<Tag> = tags(html, "script").filter(which).collect();
    let [tag] = &found[..] else {
        bail!("index.html holds {} such scripts, where one is expected", found.len());
    };
    let Range { start, end } = tag.range();
    let length = html[end..]
        .find("</script>")
        .context("a <script> of index.html does not end")?;
    Ok(replaced(html, start..end + length + "</script>".len(), by))
}

/// Gives the page its policy, and what has to stand right behind it.
pub fn set_policy(html: &str, policy: &str, then: &str) -> Result<String> {
    let meta = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{then}");
    match tags(html, "meta").find(|it| it.value("http-equiv") == Some("Content-Security-Policy")) {
        Some(tag) => Ok(replaced(html, tag.range(), &meta)),
        None => insert_at_head(html, &meta),
    }
}

/// Takes out the links of these kinds.
pub fn without_links(html: &str, kinds: &[&str]) -> String {
    let links: Vec<Range<usize>> = tags(html, "link")
        .filter(|it| it.value("rel").is_some_and(|it| kinds.contains(&it)))
        .map(|it| it.range())
        .collect();
    links
        .into_iter()
        .rev()
        .fold(html.to_owned(), |html, place| replaced(&html, place, ""))
}

/// Takes the `integrity` attribute off every preload: browsers do not check it there, and complain of it.
pub fn without_integrity_of_preloads(html: &str) -> String {
    let mut places: Vec<Range<usize>> = tags(html, "link")
        .filter(|tag| tag.value("rel") == Some("preload"))
        .flat_map(|tag| tag.attributes())
        .filter(|it| it.name == "integrity")
        .map(|it| it.place)
        .collect();
    places.reverse();
    places
        .into_iter()
        .fold(html.to_owned(), |html, place| replaced(&html, place, ""))
}

/// Makes one style sheet of all that the page links, in their order: `place` gets their names and says what the whole is called.
pub fn join_style_sheets(html: &str, place: impl FnOnce(&[&str]) -> Result<String>) -> Result<String> {
    let links: Vec<Tag> = tags(html, "link")
        .filter(|it| it.value("rel") == Some("stylesheet"))
        .collect();
    let names: Vec<&str> = links.iter().filter_map(|it| it.value("href")).collect();
    let Some(last) = links.last() else {
        return Ok(html.to_owned());
    };
    let link = format!("<link rel=\"stylesheet\" href=\"{}\">", place(&names)?);
    let html_with_one = replaced(html, last.range(), &link);
    Ok(links[..links.len() - 1]
        .iter()
        .rev()
        .fold(html_with_one, |html, tag| replaced(&html, tag.range(), "")))
}

/// The files that the page names in `src` and `href`, as written.
pub fn references(html: &str) -> Vec<&str> {
    ["script", "link", "img"]
        .into_iter()
        .flat_map(|name| tags(html, name))
        .filter_map(|tag| tag.value("src").or_else(|| tag.value("href")))
        .collect()
}

fn replaced(html: &str, place: Range<usize>, by: &str) -> String {
    format!("{}{by}{}", &html[..place.start], &html[place.end..])
}

/// An opening tag.
#[derive(Debug, Clone, Copy)]
struct Tag<'a> {
    /// From `<` to `>`.
    text: &'a str,
    start: usize,
    /// How long `<name` is.
    name: usize,
}

/// An attribute, and where it stands in the page, with the white space before it.
struct Attribute<'a> {
    name: &'a str,
    value: &'a str,
    place: Range<usize>,
}

/// The opening tags of this name, in order.
fn tags<'a>(html: &'a str, name: &'a str) -> impl Iterator<Item = Tag<'a>> + 'a {
    html.match_indices('<').filter_map(move |(start, _)| {
        let rest = html[start + 1..].strip_prefix(name)?;
        rest.starts_with(|it: char| it.is_ascii_whitespace() || it == '>' || it == '/')
            .then_some(())?;
        let mut quote = None;
        let end = html[start..].char_indices().find_map(|(at, it)| {
            match (quote, it) {
                (None, '"' | '\'') => quote = Some(it),
                (None, '>') => return Some(at + 1),
                (Some(open), it) if it == open => quote = None,
                _ => {}
            }
            None
        })?;
        Some(Tag {
            text: &html[start..start + end],
            start,
            name: 1 + name.len(),
        })
    })
}

impl<'a> Tag<'a> {
    fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    fn value(&self, attribute: &str) -> Option<&'a str> {
        self.attributes()
            .into_iter()
            .find(|it| it.name == attribute)
            .map(|it| it.value)
    }

    fn attributes(&self) -> Vec<Attribute<'a>> {
        let body = self.text[self.name..].trim_end_matches('>');
        let mut found = Vec::new();
        let mut at = 0;
        while at < body.len() {
            let rest = body[at..].trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '/');
            let begin = body.len() - rest.len();
            let name = &rest[..rest
                .find(|it: char| it.is_ascii_whitespace() || it == '=')
                .unwrap_or(rest.len())];
            let after = &rest[name.len()..];
            let (value, end) = match after.strip_prefix('=') {
                None => ("", begin + name.len()),
                Some(text) => {
                    let begin = body.len() - text.len();
                    match text.chars().next().filter(|it| matches!(it, '"' | '\'')) {
                        Some(quote) => {
                            let value = text[1..].split(quote).next().unwrap_or_default();
                            (value, begin + value.len() + 2)
                        }
                        None => {
                            let value = text
                                .split(|it: char| it.is_ascii_whitespace())
                                .next()
                                .unwrap_or_default();
                            (value, begin + value.len())
                        }
                    }
                }
            };
            let end = end.min(body.len());
            if !name.is_empty() {
                let offset = self.start + self.name;
                found.push(Attribute {
                    name,
                    value,
                    place: offset + at..offset + end,
                });
            }
            at = end.max(begin + 1);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::{
        insert_at_head, join_style_sheets, references, replace_inline_script, set_meta, without_integrity_of_preloads,
    };

    const WRITTEN: &str = "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>x</title>\
        <meta name=\"worker\" content=\"\"><link rel=\"stylesheet\" href=\"./a.css\" integrity=\"sha384-a/b=\">\
        </head><body><script type=\"module\">\nimport x from './app.js';\n</script></body></html>";
    const MINIFIED: &str = "<!doctype html><meta charset=utf-8><title>x</title><meta content name=worker>\
        <link href=./a.css integrity=sha384-a/b= rel=stylesheet><body><script type=module>import x from './app.js';</script>";

    #[test]
    fn style_sheets_become_one() {
        let page = "<head><link rel=stylesheet href=./a.css><meta charset=utf-8><link rel=\"stylesheet\" href=\"./b.css\"></head>";
        let joined = join_style_sheets(page, |names| {
            assert_eq!(names, ["./a.css", "./b.css"]);
            Ok("page.css".to_owned())
        });
        assert_eq!(
            joined.expect("they can be joined"),
            "<head><meta charset=utf-8><link rel=\"stylesheet\" href=\"page.css\"></head>"
        );
        let none = join_style_sheets("<head></head>", |_| unreachable!());
        assert_eq!(none.expect("nothing to do"), "<head></head>");
    }

    #[test]
    fn a_meta_gets_its_content() {
        for page in [WRITTEN, MINIFIED] {
            let html = set_meta(page, "worker", "worker-1.js").expect("the page has this meta");
            assert!(
                html.contains("</title><meta name=\"worker\" content=\"worker-1.js\"><link"),
                "{html}"
            );
            assert!(set_meta(page, "pack-en", "x").is_err());
        }
    }

    #[test]
    fn the_policy_stands_behind_the_character_set() {
        for page in [WRITTEN, MINIFIED] {
            let html = insert_at_head(page, "<meta x>").expect("the page has a head");
            assert!(html.contains("><meta x><title>x</title>"), "{html}");
        }
    }

    #[test]
    fn the_inline_script_gives_way() {
        for page in [WRITTEN, MINIFIED] {
            let html = replace_inline_script(page, "start.js").expect("the page has an inline script");
            assert!(
                html.contains("<body><script type=\"module\" src=\"start.js\"></script>") && !html.contains("import x"),
                "{html}"
            );
            assert!(replace_inline_script(&html, "start.js").is_err());
        }
    }

    #[test]
    fn only_preloads_lose_their_integrity() {
        for (page, expected) in [
            (
                "<link integrity=x/y= rel=preload as=fetch>",
                "<link rel=preload as=fetch>",
            ),
            ("<link rel=\"preload\" integrity=\"x/y=\">", "<link rel=\"preload\">"),
            (
                "<link rel=modulepreload integrity=x>",
                "<link rel=modulepreload integrity=x>",
            ),
            (WRITTEN, WRITTEN),
        ] {
            assert_eq!(without_integrity_of_preloads(page), expected);
        }
    }

    #[test]
    fn the_files_that_the_page_names_are_found() {
        assert_eq!(references(WRITTEN), ["./a.css"]);
        assert_eq!(references(MINIFIED), ["./a.css"]);
    }

    #[test]
    fn a_value_may_hold_what_ends_a_tag() {
        let html = set_meta("<meta content='a>b' name=x><p>", "x", "y").expect("the page has this meta");
        assert_eq!(html, "<meta name=\"x\" content=\"y\"><p>");
    }
}
