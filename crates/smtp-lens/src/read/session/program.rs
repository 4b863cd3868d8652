//! Which program printed a session, and the host that it says it talks to.

/// The host that a program says it connects to.
pub fn host_said(line: &str) -> Option<String> {
    const BEFORE: [&str; 14] = [
        "=== Trying ",
        "Connected to ",
        "connect: to ('",
        "Connection: opening to ",
        "opening to ",
        "Connection opened: ",
        "host = ",
        "trying to connect to host \"",
        "Trying ",
        "Connecting to: ",
        "Connecting to ",
        "... while talking to ",
        "-connect ",
        "Resolving '",
    ];
    BEFORE.iter().find_map(|it| {
        let rest = &line[line.find(it)? + it.len()..];
        let rest = ["tls://", "ssl://", "tcp://", "smtp://", "smtps://"]
            .iter()
            .find_map(|it| rest.strip_prefix(it))
            .unwrap_or(rest);
        let host: String = rest
            .chars()
            .take_while(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '-'))
            .collect();
        let host = host.trim_end_matches('.').to_string();
        (host.contains('.') && host.bytes().any(|it| it.is_ascii_alphabetic())).then_some(host)
    })
}

/// A program and the marks that only it prints: any of the groups, and of a group every mark.
struct Program {
    name: &'static str,
    marks: &'static [&'static [&'static str]],
}

/// The first that fits is taken, so the surer marks come first.
const PROGRAMS: [Program; 35] = [
    Program {
        name: "haraka",
        marks: &[&["[PROTOCOL]", "[core]"], &["[PROTOCOL]", "[outbound]"]],
    },
    Program {
        name: "exchange-smtp-receive",
        marks: &[&["#Log-type: SMTP Receive Protocol Log"]],
    },
    Program {
        name: "exchange-smtp-send",
        marks: &[&["#Log-type: SMTP Send Protocol Log"]],
    },
    Program {
        name: "swaks",
        marks: &[&["=== Trying"], &["<~ "], &[" -> ", "<-  "]],
    },
    Program {
        name: "phpmailer",
        marks: &[&["CLIENT -> SERVER"], &["SMTP INBOUND"]],
    },
    Program {
        name: "aiosmtplib",
        marks: &[&["aiosmtplib"]],
    },
    Program {
        name: "smtplib",
        marks: &[&["reply: b'"], &["reply: retcode"], &["smtplib."]],
    },
    Program {
        name: "git",
        marks: &[&["git-send-email", "Net::SMTP"], &["git-send-email", "server="]],
    },
    Program {
        name: "net-smtp",
        marks: &[&["Net::SMTP="], &["Net::SMTP::_SSL"], &["Net::SMTP>>>"]],
    },
    Program {
        name: "javamail",
        marks: &[
            &["DEBUG SMTP"],
            &["javax.mail."],
            &["jakarta.mail."],
            &["com.sun.mail."],
            &["org.eclipse.angus.mail"],
        ],
    },
    Program {
        name: "s-nail",
        marks: &[&["s-nail:"]],
    },
    Program {
        name: "tcllib",
        marks: &[&["(wait upto "]],
    },
    Program {
        name: "msmtp",
        marks: &[&["<-- 2", "--> "], &["msmtp:"], &["<-- 5"], &["<-- 4"]],
    },
    Program {
        name: "lettre",
        marks: &[&["lettre::"]],
    },
    Program {
        name: "sendemail",
        marks: &[&["sendemail["], &["sendEmail["], &["evalSMTPresponse()"]],
    },
    Program {
        name: "mailkit",
        marks: &[&["Connected to smtp", "C: ", "S: "], &["MailKit."]],
    },
    Program {
        name: "system-net-mail",
        marks: &[&["System.Net.Mail"], &["SmtpClient#"]],
    },
    Program {
        name: "nodemailer",
        marks: &[&["nodemailer"], &["DEBUG", " S: 2", " C: "]],
    },
    Program {
        name: "thunderbird",
        marks: &[&["mailnews.smtp"], &["D/SMTP"], &["I/SMTP"], &["SMTP entering state"]],
    },
    Program {
        name: "outlook",
        marks: &[
            &["<rx>", "<tx>"],
            &["<rx>", "[tx]"],
            &["[rx]", "[tx]"],
            &["SMTP.Process"],
            &["IMailTransport"],
        ],
    },
    Program {
        name: "ssmtp",
        marks: &[&["[<-] "], &["sSMTP["], &["ssmtp:"]],
    },
    Program {
        name: "esmtp",
        marks: &[&["esmtp:"]],
    },
    Program {
        name: "pear",
        marks: &[&["DEBUG: Recv:"], &["DEBUG: Send:"]],
    },
    Program {
        name: "curl",
        marks: &[
            &["== Info:"],
            &["* Connected to"],
            &["*   Trying"],
            &["curl: ("],
            &["* SSL connection"],
        ],
    },
    Program {
        name: "openssl",
        marks: &[&["openssl s_client"], &["verify return:"], &["CONNECTED(0"]],
    },
    Program {
        name: "gnutls-cli",
        marks: &[
            &["gnutls-cli"],
            &["- Simple Client Mode:"],
            &["*** Starting TLS handshake"],
        ],
    },
    Program {
        name: "ruby",
        marks: &[
            &["Connection opened:", "<- \""],
            &["net/smtp.rb"],
            &["(Net::SMTP"],
            &["Net::SMTPAuth"],
            &["Net::SMTPFatal"],
            &["Net::SMTPServerBusy"],
            &["Net::SMTPSyntax"],
        ],
    },
    Program {
        name: "mutt",
        marks: &[
            &["] 4< "],
            &["] 5< "],
            &["] 6< "],
            &["Mutt/"],
            &["mutt_socket_"],
            &["mutt_sasl"],
        ],
    },
    Program {
        name: "laravel",
        marks: &[&["Illuminate\\"], &["vendor/laravel"]],
    },
    Program {
        name: "symfony",
        marks: &[&["Symfony"], &["Expected response code"]],
    },
    Program {
        name: "emacs",
        marks: &[&["smtpmail"], &["Process SMTP"]],
    },
    Program {
        name: "telnet",
        marks: &[&["Escape character is"], &["Connection closed by foreign host"]],
    },
    Program {
        name: "postfix",
        marks: &[&[" In:  2", " Out: "], &[" Out: 2", " In:  "]],
    },
    Program {
        name: "sendmail",
        marks: &[&["... while talking to "]],
    },
    Program {
        name: "exchange-smtp",
        marks: &[&["connector-id,session-id"]],
    },
];

/// The program that printed the session, by its marks; `session` when none of the known ones did.
pub fn program(source: &str) -> &'static str {
    let end = source.floor_char_boundary(20_000);
    let head = &source[..end];
    PROGRAMS
        .iter()
        .find(|it| {
            it.marks
                .iter()
                .any(|group| group.iter().all(|mark| head.contains(mark)))
        })
        .map_or("session", |it| it.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_known_by_its_marks() {
        for (text, name) in [
            (" -> EHLO a\n<-  250 b\n", "swaks"),
            ("Net::SMTP=GLOB(0x1)>>> EHLO a", "net-smtp"),
            ("<- \"EHLO a\\r\\n\"\nConnection opened: b:25", "ruby"),
            (
                "Connected to smtp://smtp.example.com:587/\nS: 220 x\nC: EHLO y",
                "mailkit",
            ),
            ("EHLO a\n250 b", "session"),
        ] {
            assert_eq!(program(text), name, "{text}");
        }
    }

    #[test]
    fn a_host_is_read_from_what_the_program_says() {
        for (line, host) in [
            ("=== Trying smtp.example.com:587...", Some("smtp.example.com")),
            (
                "Connected to smtp://mail.example.net:25/?starttls=always",
                Some("mail.example.net"),
            ),
            ("Trying 192.0.2.1...", None),
        ] {
            assert_eq!(host_said(line).as_deref(), host, "{line}");
        }
    }
}
