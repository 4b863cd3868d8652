//! The same blocks as text, Markdown and HTML.

use super::{Block, Item};

/// A line made of these parts. (Without the machinery of `write!`, which a page's worker would have to carry.)
fn line(out: &mut String, parts: &[&str]) {
    for it in parts {
        out.push_str(it);
    }
    out.push('\n');
}

/// Plain text: wide enough for a ticket, nothing that a mail program would take for a mark.
pub fn text(blocks: &[Block]) -> String {
    let mut out = String::new();
    let ruled = |out: &mut String, words: &str, rule: &str| {
        line(out, &[words]);
        line(out, &[&rule.repeat(words.chars().count().min(78))]);
    };
    for block in blocks {
        let out = &mut out;
        match block {
            Block::Title(it) => ruled(out, it, "="),
            Block::Heading(it) => {
                ruled(out, it, "-");
                continue;
            }
            Block::Words(it) | Block::Literal(it) => line(out, &[it]),
            Block::Facts(facts) => facts
                .iter()
                .for_each(|(name, value, _)| line(out, &[name, ": ", value])),
            Block::Steps(steps) => {
                for (number, it) in (1u32..).zip(steps) {
                    line(out, &[&number.to_string(), ". ", &it.act, " [", &it.who, "]"]);
                    for note in it.notes.iter().chain(&it.command).chain(&it.url) {
                        line(out, &["   ", note]);
                    }
                }
            }
            Block::Links(links) => {
                for (title, about, url) in links {
                    line(out, &["- ", title, " (", about, ")\n  ", url]);
                }
            }
            Block::List(items) => items.iter().for_each(|it| line(out, &["- ", it])),
        }
        line(out, &[]);
    }
    out
}

/// Markdown in which no word of the input can become a mark, a link or HTML.
pub fn markdown(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        let out = &mut out;
        match block {
            Block::Title(it) => line(out, &["# ", &escaped(it)]),
            Block::Heading(it) => line(out, &["## ", &escaped(it)]),
            Block::Words(it) => line(out, &[&escaped(it)]),
            Block::Facts(facts) => {
                for (name, value, is_literal) in facts {
                    let value = if *is_literal { code(value) } else { escaped(value) };
                    line(out, &["- **", &escaped(name), ":** ", &value]);
                }
            }
            Block::Steps(steps) => {
                for (number, it) in (1u32..).zip(steps) {
                    markdown_step(out, &number.to_string(), it);
                }
            }
            Block::Links(links) => {
                for (title, about, url) in links {
                    let url = url.replace(')', "%29");
                    line(out, &["- [", &escaped(title), "](", &url, ") (", &escaped(about), ")"]);
                }
            }
            Block::List(items) => items.iter().for_each(|it| line(out, &["- ", &escaped(it)])),
            Block::Literal(it) => {
                let fence = fence(it, 3);
                line(out, &[&fence, "text\n", it, "\n", &fence]);
            }
        }
        line(out, &[]);
    }
    out
}

fn markdown_step(out: &mut String, number: &str, it: &Item) {
    line(
        out,
        &[number, ". **", &escaped(&it.act), "** (", &escaped(&it.who), ")"],
    );
    for note in &it.notes {
        line(out, &["   - ", &escaped(note)]);
    }
    if let Some(command) = &it.command {
        let fence = fence(command, 3);
        let command = command.replace('\n', "\n   ");
        line(out, &["\n   ", &fence, "\n   ", &command, "\n   ", &fence, "\n"]);
    }
    if let Some(url) = &it.url {
        line(out, &["   - <", &url.replace(['<', '>'], ""), ">"]);
    }
}

/// Every sign that Markdown or HTML could take for its own, made harmless.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for it in words.chars() {
        if matches!(
            it,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(if it == '\n' { ' ' } else { it });
    }
    out
}

fn code(words: &str) -> String {
    let words = words.replace(['\n', '\r'], " ");
    let fence = fence(&words, 1);
    if words.contains('`') {
        [&fence, " ", &words, " ", &fence].concat()
    } else {
        [&*fence, &words, &fence].concat()
    }
}

/// More backticks in a row than the text has.
fn fence(text: &str, least: usize) -> String {
    let (mut longest, mut run) = (0, 0);
    for it in text.bytes() {
        run = if it == b'`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    "`".repeat(least.max(longest + 1))
}

/// A page of its own, readable with no other file.
pub fn html(blocks: &[Block], language: &str) -> String {
    let title = blocks
        .iter()
        .find_map(|it| match it {
            Block::Title(it) => Some(it.as_str()),
            _ => None,
        })
        .unwrap_or_default();
    let mut out = String::from("<!doctype html>\n<html lang=\"");
    escape(&mut out, language);
    out += "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>";
    escape(&mut out, title);
    out += "</title>\n<style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}\
            pre,code{font:13px/1.5 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}\
            pre{border:1px solid;padding:.75rem}dt{font-weight:600}dd{margin:0 0 .4rem}</style>\n</head>\n<body>\n";
    out += &fragment(blocks, 1);
    out += "</body>\n</html>\n";
    out
}

/// The report as a part of a page whose headings are `level` deep.
pub fn fragment(blocks: &[Block], level: u8) -> String {
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Title(it) => heading(&mut out, level, it),
            Block::Heading(it) => heading(&mut out, level + 1, it),
            Block::Words(it) => element(&mut out, "p", it),
            Block::Facts(facts) => {
                out += "<dl>\n";
                for (name, value, is_literal) in facts {
                    element(&mut out, "dt", name);
                    out += "<dd>";
                    if *is_literal {
                        element(&mut out, "code", value);
                    } else {
                        escape(&mut out, value);
                    }
                    out += "</dd>\n";
                }
                out += "</dl>\n";
            }
            Block::Steps(steps) => {
                out += "<ol>\n";
                for it in steps {
                    out += "<li><b>";
                    escape(&mut out, &it.act);
                    out += "</b> (";
                    escape(&mut out, &it.who);
                    out += ")";
                    for note in &it.notes {
                        out += "<br>";
                        escape(&mut out, note);
                    }
                    if let Some(command) = &it.command {
                        element(&mut out, "pre", command);
                    }
                    if let Some(url) = &it.url {
                        out += "<br>";
                        link(&mut out, url, url);
                    }
                    out += "</li>\n";
                }
                out += "</ol>\n";
            }
            Block::Links(links) => {
                out += "<ul>\n";
                for (title, about, url) in links {
                    out += "<li>";
                    link(&mut out, url, title);
                    out += " (";
                    escape(&mut out, about);
                    out += ")</li>\n";
                }
                out += "</ul>\n";
            }
            Block::List(items) => {
                out += "<ul>\n";
                for it in items {
                    element(&mut out, "li", it);
                }
                out += "</ul>\n";
            }
            Block::Literal(it) => element(&mut out, "pre", it),
        }
    }
    out
}

fn heading(out: &mut String, level: u8, words: &str) {
    element(
        out,
        ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(1, 6)) - 1],
        words,
    );
}

fn element(out: &mut String, name: &str, words: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    escape(out, words);
    line(out, &["</", name, ">"]);
}

/// A link, when it is a web address; words otherwise.
fn link(out: &mut String, url: &str, words: &str) {
    if url.starts_with("https://") || url.starts_with("http://") {
        out.push_str("<a rel=\"noreferrer noopener\" href=\"");
        escape(out, url);
        out.push_str("\">");
        escape(out, words);
        out.push_str("</a>");
    } else {
        escape(out, words);
    }
}

/// Words inside of HTML, also between quotes.
pub fn escape(out: &mut String, words: &str) {
    for it in words.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Controls have no place in a page; the picture of one has.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' => out.extend(char::from_u32(0x2400 + it as u32)),
            _ => out.push(it),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nasty() -> Vec<Block> {
        let nasty = "<img src=x onerror=alert(1)> ```\n</pre><script>x</script> [a](javascript:1) *b*".to_string();
        vec![
            Block::Title(nasty.clone()),
            Block::Words(nasty.clone()),
            Block::Facts(vec![(nasty.clone(), nasty.clone(), true)]),
            Block::Links(vec![(nasty.clone(), nasty.clone(), "javascript:alert(1)".into())]),
            Block::Literal(nasty),
        ]
    }

    #[test]
    fn no_word_of_the_input_becomes_a_tag() {
        let page = html(&nasty(), "en");
        assert!(
            !page.contains("<img") && !page.contains("<script") && !page.contains("href=\"javascript"),
            "{page}"
        );
    }

    #[test]
    fn no_word_of_the_input_ends_a_fence() {
        let page = markdown(&nasty());
        assert!(page.contains("\n````text\n"), "{page}");
        assert!(page.contains("\\<img src=x"), "{page}");
    }
}
