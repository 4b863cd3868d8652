//! What programs set around the words of a server.

use crate::phrases::Phrases;

/// What a program says right after a reply.
static AFTER: Phrases = Phrases::new(&[
    " (in reply",
    " (state ",
    " (Net::SMTP",
    "\". in /",
    "\" in /",
    " in /usr/",
    " in /var/",
    " at /usr/",
    " Trace begun",
    ", stat=",
    "' errormsg=",
    "', 'command",
    " Stack trace:",
    " nested exception is",
    "   at ",
    "\\r\\n'",
    " ##",
    " (called by",
    " SMTP code:",
    "<br",
    " <<< ",
    " >>> ",
    " <-  ",
    "<~  ",
    " -> QUIT",
    " ~> QUIT",
    "; from=<",
    " Traceback ",
    " reply: retcode",
    " raise SMTP",
    " *** ",
    " === ",
    " DEBUG SMTP",
    " CLIENT -> SERVER",
    " SERVER -> CLIENT",
    " SMTP ERROR:",
    " SMTP INBOUND:",
    " Reporting-MTA:",
    " Final-Recipient:",
    " Last-Attempt-Date:",
    " Remote-MTA:",
    " > QUIT",
    " ----- ",
    " msmtp:",
    " --> ",
    " <-- ",
    " (last error",
    "};{",
    "\" At ",
    ". Please check the message recipient",
    ". Please check the message and",
    ". Please verify that your email address",
    ". Please ensure that you are using the correct identity",
]);

/// Words that programs set before what a server or an inner error said, also when they leave its codes out.
static QUOTES: Phrases = Phrases::new(&[
    "server response was: ",
    "The response was:",
    "server responded: ",
    "Exception Message: ",
    "nested exception is:",
    "Caused by: ",
    " ---> ",
    "msmtp: server message: ",
    "antwortete: ",
    "a répondu : ",
    "respondió: ",
    "ha risposto: ",
    "antwoordde: ",
    "respondeu: ",
    "Odpowiedź serwera: ",
]);

/// How a mail program goes on after the words of a server.
const ADVICE: [&str; 3] = [
    ". Please check the message",
    ". Please verify that your email address",
    ". Please ensure that you are using the correct identity",
];

/// The innermost words that a program quotes, in a text that holds no reply with codes.
pub fn quoted(text: &str) -> Option<(usize, &str)> {
    let mut begin = None;
    QUOTES.ends(text, |at| begin = begin.max(Some(at)));
    let begin = begin?;
    let gap = &text[begin..text.len() - text[begin..].trim_start().len()];
    let begin = begin + gap.len();
    // What stands below the mark is a paragraph of its own.
    let line = if gap.contains('\n') {
        text[begin..].split("\n\n").next()?
    } else {
        // Its sentence goes on where a mail program's advice stands on one of the next lines.
        let paragraph = text[begin..].split("\n\n").next()?;
        let line = paragraph.lines().next()?;
        if ADVICE.iter().any(|it| paragraph.contains(it)) {
            paragraph
        } else {
            line
        }
    };
    let words = &line[..cut(line, false)];
    (words.len() > 3).then_some((begin, words))
}

/// The words of the refusing server in what a gateway repeats of it (`5.1.0 - Unknown address error 550-'5.2.2 Mailbox full'`),
/// and where they begin.
pub fn repeated(text: &str) -> Option<(usize, &str)> {
    let (before, rest) = text.split_once("-'")?;
    let code = before.len().checked_sub(3).and_then(|it| before.get(it..))?;
    let is_code = code.starts_with(['4', '5']) && code.bytes().all(|it| it.is_ascii_digit());
    let words = rest.rsplit_once('\'').map_or(rest, |it| it.0);
    (is_code && words.len() > 3).then_some((before.len() + 2, words))
}

/// Where a reply's words end inside its line: at what the program says after it.
pub(super) fn cut(line: &str, bracket: bool) -> usize {
    let mut end = line.len();
    AFTER.starts(line, |at| end = end.min(at));
    end = end.min(frame(line).unwrap_or(end));
    // The quote that a program put around its whole sentence: 'Cannot send the message. The server responded: 550 no'
    let trimmed = line.trim_end();
    if end == line.len()
        && let Some(quote) = trimmed.chars().next_back().filter(|it| matches!(it, '"' | '\''))
        && trimmed.matches(quote).count() == 1
    {
        end = trimmed.len() - 1;
    }
    if bracket && end == line.len() {
        let trimmed = line.trim_end();
        if trimmed.ends_with(')') && trimmed.matches('(').count() < trimmed.matches(')').count() {
            end = trimmed.len() - 1;
        }
    }
    end
}

/// Where a stack frame begins in a line that lost its line ends: ` at Shop.Mailer.Send(String to)`.
fn frame(line: &str) -> Option<usize> {
    line.match_indices(" at ").map(|it| it.0).find(|at| {
        let word = line[at + 4..].split(' ').next().unwrap_or_default();
        word.split_once('(').is_some_and(|(name, _)| {
            name.contains('.')
                && name
                    .chars()
                    .all(|it| it.is_ascii_alphanumeric() || "._`<>[]".contains(it))
        })
    })
}
