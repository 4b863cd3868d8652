//! Everything in a text that is a secret: what a client sends to sign in, the settings and the source code that people paste with it,
//! keys and tokens that show themselves by their form.
//!
//! Each of these is looked for in one place, and all places share what counts as a value.

mod again;
mod calls;
mod settings;
mod shapes;
mod sign_in;

use crate::phrases::Table;

pub use sign_in::{Asked, answer, asks_for, is_mechanism};

/// A log beyond this size is read for its sign-ins only: nobody pastes so much of it together with settings.
const LOG: usize = 200_000;

/// What a mark leads to.
#[derive(Debug, Clone, Copy)]
enum Mark {
    /// A key whose value is a secret: `SMTP_PASSWORD=x`, `Mot de passe : x`.
    Key,
    /// A sentence: `my password is x`.
    Sentence,
    /// A function; which of its arguments is the secret.
    Call(usize),
    /// An option of a program; of which, by its name.
    Option(calls::Program),
    /// A token that begins so: the fewest characters that follow, and the form of them.
    Token(usize, shapes::Form),
    /// A URL's scheme has ended.
    Url,
    /// A private key begins.
    PrivateKey,
    /// The name of a key pair, whose other half is often told beside it.
    KeyPair,
}

static MARKS: Table<Mark> = Table::new(&[
    ("assword", Mark::Key),
    ("ASSWORD", Mark::Key),
    ("asswd", Mark::Key),
    ("ASSWD", Mark::Key),
    ("pass", Mark::Key),
    ("Pass", Mark::Key),
    ("PASS", Mark::Key),
    ("pwd", Mark::Key),
    ("PWD", Mark::Key),
    ("Pwd", Mark::Key),
    ("secret", Mark::Key),
    ("SECRET", Mark::Key),
    ("Secret", Mark::Key),
    ("api_key", Mark::Key),
    ("API_KEY", Mark::Key),
    ("api-key", Mark::Key),
    ("Api-Key", Mark::Key),
    ("apiKey", Mark::Key),
    ("ApiKey", Mark::Key),
    ("apikey", Mark::Key),
    ("_token", Mark::Key),
    ("_TOKEN", Mark::Key),
    ("-Token", Mark::Key),
    ("ot de passe", Mark::Key),
    ("OT DE PASSE", Mark::Key),
    ("mdp", Mark::Key),
    ("MDP", Mark::Key),
    ("asswort", Mark::Key),
    ("ASSWORT", Mark::Key),
    ("ennwort", Mark::Key),
    ("ontraseña", Mark::Key),
    ("achtwoord", Mark::Key),
    ("enha", Mark::Key),
    ("assword is ", Mark::Sentence),
    ("assword was ", Mark::Sentence),
    ("ot de passe est ", Mark::Sentence),
    ("asswort ist ", Mark::Sentence),
    ("ennwort ist ", Mark::Sentence),
    ("login(", Mark::Call(1)),
    ("Authenticate(", Mark::Call(1)),
    ("AuthenticateAsync(", Mark::Call(1)),
    ("NetworkCredential(", Mark::Call(1)),
    ("PasswordAuthentication(", Mark::Call(1)),
    ("DefaultAuthenticator(", Mark::Call(1)),
    ("setAuthentication(", Mark::Call(1)),
    ("PlainAuth(", Mark::Call(2)),
    ("NewDialer(", Mark::Call(3)),
    ("NewPlainDialer(", Mark::Call(3)),
    ("withSMTPServer(", Mark::Call(3)),
    ("Credentials::new(", Mark::Call(1)),
    ("auth(", Mark::Call(1)),
    ("assword(", Mark::Call(0)),
    ("ConvertTo-SecureString ", Mark::Call(0)),
    ("ConvertTo-SecureString -String ", Mark::Call(0)),
    ("--user ", Mark::Option(calls::Program::Curl)),
    ("--user=", Mark::Option(calls::Program::Curl)),
    ("-u ", Mark::Option(calls::Program::Curl)),
    ("-xp ", Mark::Option(calls::Program::Sender)),
    ("--auth-password ", Mark::Option(calls::Program::Sender)),
    ("-ap ", Mark::Option(calls::Program::Sender)),
    ("--passwordeval=", Mark::Option(calls::Program::Any)),
    ("--passwordeval ", Mark::Option(calls::Program::Any)),
    ("--password ", Mark::Option(calls::Program::Any)),
    ("SG.", Mark::Token(40, shapes::Form::Dotted)),
    ("key-", Mark::Token(30, shapes::Form::Plain)),
    ("re_", Mark::Token(20, shapes::Form::Plain)),
    ("xkeysib-", Mark::Token(40, shapes::Form::Plain)),
    ("xsmtpsib-", Mark::Token(40, shapes::Form::Plain)),
    ("mlsn.", Mark::Token(30, shapes::Form::Plain)),
    ("GOCSPX-", Mark::Token(10, shapes::Form::Plain)),
    ("ya29.", Mark::Token(20, shapes::Form::Dotted)),
    ("1//0", Mark::Token(20, shapes::Form::Plain)),
    ("eyJ", Mark::Token(30, shapes::Form::Web)),
    ("Bearer ", Mark::Token(20, shapes::Form::Dotted)),
    ("Basic ", Mark::Token(12, shapes::Form::Base64)),
    ("://", Mark::Url),
    ("PRIVATE KEY-----", Mark::PrivateKey),
    ("AKIA", Mark::KeyPair),
]);

/// Adds every secret of `source`, which is part `part` of the input.
pub fn find(source: &str, part: usize, log: bool, into: &mut Vec<(usize, usize, usize)>) {
    // ssmtp writes its sessions to the system's log.
    let words = !log || source.len() < LOG || source.contains("sSMTP[");
    let mut add = |start: usize, end: usize| {
        if end > start {
            into.push((part, start, end));
        }
    };
    sign_in::find(source, words, &mut add);
    if !words {
        return;
    }
    MARKS.every(source, |start, end, mark| match *mark {
        Mark::Key => settings::value(source, start, end, &mut add),
        Mark::Sentence => settings::told(source, end, &mut add),
        Mark::Call(index) => calls::argument(source, start, end, index, &mut add),
        Mark::Option(program) => calls::option(source, start, end, program, &mut add),
        Mark::Token(fewest, form) => shapes::token(source, start, end, fewest, form, &mut add),
        Mark::Url => shapes::url(source, start, &mut add),
        Mark::PrivateKey => shapes::private_key(source, end, &mut add),
        Mark::KeyPair => shapes::other_half(source, end, &mut add),
    });
    shapes::tables(source, &mut add);
    again::find(source, part, into);
}

/// Sorts secrets, and makes one of those that overlap.
pub fn merge(secrets: &mut Vec<(usize, usize, usize)>) {
    secrets.sort_unstable();
    secrets.dedup_by(|next, have| {
        let overlap = next.0 == have.0 && next.1 < have.2;
        if overlap {
            have.2 = have.2.max(next.2);
        }
        overlap
    });
}

/// What people and programs write in the place of a secret.
const STAND_INS: [&str; 30] = [
    "none",
    "null",
    "true",
    "false",
    "nil",
    "undefined",
    "hidden",
    "redacted",
    "password",
    "passwort",
    "passwd",
    "secret",
    "yes",
    "no",
    "changeme",
    "change-me",
    "change_me",
    "your-password",
    "your_password",
    "yourpassword",
    "mypassword",
    "my-password",
    "my_password",
    "example",
    "placeholder",
    "removed",
    "masked",
    "protected",
    "string",
    "text",
];

/// Whether a word can be a secret, and is no name of one.
fn is_value(value: &str) -> bool {
    let stands_in = value
        .bytes()
        .all(|it| matches!(it, b'*' | b'x' | b'X' | b'.' | b'-' | b'_' | b'?'))
        || value.starts_with(['$', '<', '{', '%', '(', '[', '!', '?', ':'])
        || value.ends_with('(')
        || value.starts_with("env(")
        || value.starts_with("getenv(")
        || value.starts_with("process.env")
        || value.starts_with("os.environ")
        || value.contains("\u{2022}")
        || sign_in::is_hidden(value)
        || STAND_INS.iter().any(|it| value.eq_ignore_ascii_case(it));
    value.len() >= 3 && value.len() < 300 && (!value.contains(' ') || is_app_password(value)) && !stands_in
}

/// Four words of four letters, as Google shows an app password.
fn is_app_password(value: &str) -> bool {
    value.split(' ').count() == 4
        && value
            .split(' ')
            .all(|it| it.len() == 4 && it.bytes().all(|it| it.is_ascii_lowercase()))
}

/// Whether a word is what no sentence has: letters beside digits.
fn is_mixed(word: &str) -> bool {
    word.chars().any(char::is_alphabetic) && word.chars().any(|it| it.is_ascii_digit())
}
