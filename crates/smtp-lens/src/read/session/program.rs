//! Which program printed a session, and the host that it says it talks to.

/// The host that a program says it connects to.
pub fn host_said(line: &str) -> Option<String> {
    const BEFORE: [&str; 12] = [
        "=== Trying ",
        "Connected to ",
        "connect: to ('",
        "Connection: opening to ",
        "opening to ",
        "Connection opened: ",
        "host = ",
        "trying to connect to host \"",
        "Trying ",
        "Connecting to ",
        "... while talking to ",
        "-connect ",
    ];
    BEFORE.iter().find_map(|it| {
        let rest = &line[line.find(it)? + it.len()..];
        let rest = rest
            .trim_start_matches("tls://")
            .trim_start_matches("ssl://")
            .trim_start_matches("tcp://");
        let host: String = rest
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
            .collect();
        let host = host.trim_end_matches('.').to_string();
        (host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic())).then_some(host)
    })
}

/// The program that printed the session, by its marks.
pub fn program(source: &str) -> &'static str {
    let end = source.floor_char_boundary(20_000);
    let head = &source[..end];
    let has = |it: &str| head.contains(it);
    if has("=== Trying") || has("<~ ") || (has(" -> ") && has("<-  ")) {
        "swaks"
    } else if has("CLIENT -> SERVER") || has("SMTP INBOUND") {
        "phpmailer"
    } else if has("reply: b'") || has("reply: retcode") {
        "smtplib"
    } else if has("Net::SMTP") {
        "net-smtp"
    } else if has("DEBUG SMTP") {
        "javamail"
    } else if has("s-nail:") {
        "s-nail"
    } else if has("<-- 2") || has("msmtp") {
        "msmtp"
    } else if has("lettre::") {
        "lettre"
    } else if has("sendemail[") {
        "sendemail"
    } else if has("nodemailer") || (has(" S: 2") && has(" C: ")) {
        "nodemailer"
    } else if has("[<-] ") {
        "ssmtp"
    } else if has("== Info:") || has("* Connected to") || has("*   Trying") {
        "curl"
    } else if has("openssl s_client") || has("verify return:") {
        "openssl"
    } else if has("Connection opened:") || has("net/smtp.rb") {
        "ruby"
    } else if has("4< 2") {
        "mutt"
    } else if has("Symfony") || has("Expected response code") {
        "symfony"
    } else if has("Escape character is") {
        "telnet"
    } else {
        "session"
    }
}
