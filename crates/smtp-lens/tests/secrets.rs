//! Secrets that people paste with a failure, and what only looks like one.
#![allow(missing_docs)]

use smtp_lens::{Lens, Options};

/// What is left of a text when its secrets are taken out, and what was taken out.
fn masked(text: &str) -> (String, Vec<String>) {
    let lens = Lens::for_language("en").expect("English is compiled in");
    let said = lens.analyze(text.as_bytes(), &Options::default());
    let mut left = text.as_bytes().to_vec();
    let mut taken = Vec::new();
    for span in &said.secrets {
        let range = span.range();
        taken.push(text[range.clone()].to_string());
        left[range].fill(b' ');
    }
    (String::from_utf8_lossy(&left).into_owned(), taken)
}

fn every(cases: &[(&str, &[&str])]) {
    for (text, secrets) in cases {
        let (left, taken) = masked(text);
        for secret in *secrets {
            assert!(!left.contains(secret), "{secret} is left in: {left}");
        }
        for it in &taken {
            assert!(
                secrets
                    .iter()
                    .any(|secret| secret.contains(it.as_str()) || it.contains(secret)),
                "{it} is no secret of: {text}"
            );
        }
    }
}

#[test]
fn what_a_client_sends_to_sign_in() {
    every(&[
        (
            "S: 220 x ESMTP\nC: EHLO a\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw==\nS: 535 5.7.8 no\n",
            &["AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw=="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH PLAIN\nAUTH PLAIN\n334 \nAGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw==\n535 5.7.8 no\n",
            &["AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw=="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH PLAIN\nAUTH PLAIN\n334\nAGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw==\n535 5.7.8 no\n",
            &["AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw=="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYW5uQGV4YW1wbGUuY29t\n334 UGFzc3dvcmQ6\nVHIwdWI0ZG9yJjM=\n535 5.7.8 no\n",
            &["VHIwdWI0ZG9yJjM="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN YW5uQGV4YW1wbGUuY29t\n334 UGFzc3dvcmQ6\nVHIwdWI0ZG9yJjM=\n535 5.7.8 no\n",
            &["VHIwdWI0ZG9yJjM="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 dXNlcm5hbWU6\nYW5uQGV4YW1wbGUuY29t\n334 cGFzc3dvcmQ6\nVHIwdWI0ZG9yJjM=\n535 5.7.8 no\n",
            &["VHIwdWI0ZG9yJjM="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlciBOYW1lAA==\nYW5u\n334 UGFzc3dvcmQA\nVHIwdWI0ZG9yJjM=\n535 5.7.8 no\n",
            &["VHIwdWI0ZG9yJjM="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYW5u\n334 UGFzc3dvcmQ6\nYWI=\n235 ok\n",
            &["YWI="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 \nYW5u\n334 \nVHIwdWI0ZG9yJjM=\n535 no\n",
            &["VHIwdWI0ZG9yJjM="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH LOGIN\nAUTH LOGIN\n334 VXNlcm5hbWU6\nYW5u\n334 UGFzc3dvcmQ6\nUORzc3f2cnQ=\n535 no\n",
            &["UORzc3f2cnQ="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH CRAM-MD5\nAUTH CRAM-MD5\n334 PDEyMzRAZXhhbXBsZS5jb20+\nYW5uIDllOTVhZWUwOWM0MGFmMmI4NGEwYzJiM2JiYWU3ODZl\n535 no\n",
            &["YW5uIDllOTVhZWUwOWM0MGFmMmI4NGEwYzJiM2JiYWU3ODZl"],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH DIGEST-MD5\nAUTH DIGEST-MD5\n334 cmVhbG09ImV4YW1wbGUub3JnIixub25jZT0iT0E2TUc5dEVRR20yaGgiLHFvcD0iYXV0aCIsYWxnb3JpdGhtPW1kNS1zZXNzLGNoYXJzZXQ9dXRmLTg=\nY2hhcnNldD11dGYtOCx1c2VybmFtZT0iYW5uIixyZWFsbT0iZXhhbXBsZS5vcmciLG5vbmNlPSJPQTZNRzl0RVFHbTJoaCIsbmM9MDAwMDAwMDEsY25vbmNlPSJPQTZNSFhoNlZxVHJSayIsZGlnZXN0LXVyaT0ic210cC9leGFtcGxlLm9yZyIscmVzcG9uc2U9ZDM4OGRhZDkwZDRiYmQ3NjBhMTUyMzIxZjIxNDNhZjcscW9wPWF1dGg=\n334 cnNwYXV0aD1lYTQwZjYwMzM1YzQyN2I1NTI3Yjg0ZGJhYmNkZmZmZA==\n\n235 ok\nMAIL FROM:<a@example.com>\n550 no\n",
            &[
                "Y2hhcnNldD11dGYtOCx1c2VybmFtZT0iYW5uIixyZWFsbT0iZXhhbXBsZS5vcmciLG5vbmNlPSJPQTZNRzl0RVFHbTJoaCIsbmM9MDAwMDAwMDEsY25vbmNlPSJPQTZNSFhoNlZxVHJSayIsZGlnZXN0LXVyaT0ic210cC9leGFtcGxlLm9yZyIscmVzcG9uc2U9ZDM4OGRhZDkwZDRiYmQ3NjBhMTUyMzIxZjIxNDNhZjcscW9wPWF1dGg=",
            ],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH SCRAM-SHA-256\nAUTH SCRAM-SHA-256 biwsbj1hbm4scj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0w=\n334 cj1meWtvK2QybGJiRmdPTlJ2OXFreGRhd0wzcmZjTkhZSlkxWlZ2V1ZzN2oscz1RU1hDUitRNnNlazhiZjkyLGk9NDA5Ng==\nYz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9djBYOHYzQnoyVDBDSkdiSlF5RjBYK0hJNFRzPQ==\n535 no\n",
            &[
                "Yz1iaXdzLHI9ZnlrbytkMmxiYkZnT05Sdjlxa3hkYXdMM3JmY05IWUpZMVpWdldWczdqLHA9djBYOHYzQnoyVDBDSkdiSlF5RjBYK0hJNFRzPQ==",
            ],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH NTLM\nAUTH NTLM TlRMTVNTUAABAAAAt4II4gAAAAAAAAAAAAAAAAAAAAAFAs4OAAAADw==\n334 TlRMTVNTUAACAAAAFgAWADgAAAAFgomi\nTlRMTVNTUAADAAAAGAAYAGIAAAAYABgAegAAAFBRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKiw==\n535 5.7.3 no\n",
            &[
                "TlRMTVNTUAADAAAAGAAYAGIAAAAYABgAegAAAFBRUlNUVVZXWFlaW1xdXl9gYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7fH1+f4CBgoOEhYaHiImKiw==",
            ],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH XOAUTH2\nAUTH XOAUTH2 dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgeWEyOS5hMEFmSDZTTUJ4LXNlY3JldC10b2tlbi1hYmNkZWYBAQ==\n334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIiwic2NvcGUiOiJodHRwczovL21haWwuZ29vZ2xlLmNvbS8ifQ==\n\n535 5.7.8 no\n",
            &["dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgeWEyOS5hMEFmSDZTTUJ4LXNlY3JldC10b2tlbi1hYmNkZWYBAQ=="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH XOAUTH2\nAUTH XOAUTH2\n334 \ndXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgeWEyOS5hMEFmSDZTTUJ4LXNlY3JldC10b2tlbi1hYmNkZWYBAQ==\n535 5.7.8 no\n",
            &["dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIgeWEyOS5hMEFmSDZTTUJ4LXNlY3JldC10b2tlbi1hYmNkZWYBAQ=="],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH OAUTHBEARER\nC: AUTH OAUTHBEARER bixhPWFubkBleGFtcGxlLmNvbSwBaG9zdD1zbXRwLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB\n535 no\n",
            &[
                "bixhPWFubkBleGFtcGxlLmNvbSwBaG9zdD1zbXRwLmV4YW1wbGUuY29tAXBvcnQ9NTg3AWF1dGg9QmVhcmVyIHZGOWRmdDRxbVRjMk52YjNSbGNrQmhiSFJoZG1semRHRXVZMjl0Q2c9PQEB",
            ],
        ),
        (
            "220 x ESMTP\nEHLO a\n250 AUTH GSSAPI\nAUTH GSSAPI YIICJgYJKoZIhvcSAQICAQBuggIVMIICEaADAgEFoQMCAQ6iBwMFACAAAACjggEiYYIBHjCCARqgAwIBBQ==\n334 \n\n535 no\n",
            &["YIICJgYJKoZIhvcSAQICAQBuggIVMIICEaADAgEFoQMCAQ6iBwMFACAAAACjggEiYYIBHjCCARqgAwIBBQ=="],
        ),
        (
            "send: 'AUTH PLAIN AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw==\\r\\n'\nreply: b'535 5.7.8 no\\r\\n'\n",
            &["AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw=="],
        ),
        (
            "{\"cmd\":\"AUTH PLAIN AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw==\",\"reply\":\"535 5.7.8 no\"}",
            &["AGFubkBleGFtcGxlLmNvbQBUcjB1YjRkb3ImMw=="],
        ),
        (
            "s-nail: Credentials: host smtp.example.com, user ann@example.com, pass Tr0ub4dor&3\ns-nail: SMTP server: 535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
    ]);
}

#[test]
fn settings_and_source_code() {
    every(&[
        (
            "smtp.login(\"ann@example.com\", \"Tr0ub4dor&3\")\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 no')",
            &["Tr0ub4dor&3"],
        ),
        (
            "SMTP_PASSWORD = \"Tr0ub4dor&3\"\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 no')",
            &["Tr0ub4dor&3"],
        ),
        (
            "s = yagmail.SMTP(user='ann@example.com', password='Tr0ub4dor&3')\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "$mail->Username = 'ann@example.com';\n$mail->Password = 'Tr0ub4dor&3';\nSMTP Error: Could not authenticate.",
            &["Tr0ub4dor&3"],
        ),
        (
            "'password' => env('MAIL_PASSWORD', 'Tr0ub4dor&3'),\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "client.Credentials = new NetworkCredential(\"ann@example.com\", \"Tr0ub4dor&3\");\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "await client.AuthenticateAsync(\"ann@example.com\", \"Tr0ub4dor&3\");\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "props.put(\"mail.smtp.password\", \"Tr0ub4dor&3\");\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "return new PasswordAuthentication(\"ann@example.com\", \"Tr0ub4dor&3\");\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "spring.mail.username=ann@example.com\nspring.mail.password=Tr0ub4dor&3\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "MAIL_HOST=smtp.example.com\nMAIL_PASSWORD=Tr0ub4dor&3\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        ("MAIL_PASSWORD=\"Tr0ub4dor&3\"\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        ("export SMTP_PASS='Tr0ub4dor&3'\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        (
            "environment:\n  - SMTP_PASSWORD=Tr0ub4dor&3\n  - SMTP_USER=ann\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "HOME=/root\nPATH=/bin\nRELAYHOST_PASSWORD=Tr0ub4dor&3\nSECRET_KEY_BASE=0123456789abcdef0123456789abcdef\n535 5.7.8 no",
            &["Tr0ub4dor&3", "0123456789abcdef0123456789abcdef"],
        ),
        (
            "[smtp]\nuser = ann\npassword = Tr0ub4dor&3\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "[smtp]\nuser = \"ann\"\npass = \"Tr0ub4dor&3\"\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "<add key=\"SmtpPassword\" value=\"Tr0ub4dorx3\" />\n535 5.7.8 no",
            &["Tr0ub4dorx3"],
        ),
        (
            "<network host=\"smtp.example.com\" userName=\"ann\" password=\"Tr0ub4dorx3\" />\n535 5.7.8 no",
            &["Tr0ub4dorx3"],
        ),
        ("<password>Tr0ub4dorx3</password>\n535 5.7.8 no", &["Tr0ub4dorx3"]),
        (
            "{\"smtp\":{\"user\":\"ann\",\"password\":\"Tr0ub4dor&3\"}}\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "auth: { user: \"ann\", pass: \"Tr0ub4dor&3\" }\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        ("password:             'Tr0ub4dor&3',\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        (":password => 'Tr0ub4dor&3'\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        (
            "smtp.PlainAuth(\"\", \"ann@example.com\", \"Tr0ub4dor&3\", \"smtp.example.com\")\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "d := gomail.NewDialer(\"smtp.example.com\", 587, \"ann\", \"Tr0ub4dor&3\")\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "Credentials::new(\"ann\".to_string(), \"Tr0ub4dor&3\".to_string())\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "$smtp->auth(\"ann\", \"Tr0ub4dor&3\") or die;\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "$pw = ConvertTo-SecureString \"Tr0ub4dor&3\" -AsPlainText -Force\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
    ]);
}

#[test]
fn command_lines_and_tables_of_passwords() {
    every(&[
        (
            "curl --url smtp://smtp.example.com -u ann@example.com:Tr0ub4dor3 --mail-from a@example.com\ncurl: (67) Login denied",
            &["Tr0ub4dor3"],
        ),
        (
            "curl smtps://smtp.example.com --user \"ann:Tr0ub4dor&3\"\ncurl: (67) Login denied",
            &["Tr0ub4dor&3"],
        ),
        (
            "swaks --to a@example.org --auth-user ann --auth-password Tr0ub4dor3 --server x\n535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
        (
            "swaks -t a@example.org -a LOGIN -au ann -ap \"Tr0ub4dor&3\" -s x\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "msmtp --passwordeval=\"echo Tr0ub4dor3\" a@example.org\nmsmtp: authentication failed",
            &["Tr0ub4dor3"],
        ),
        (
            "account x\nuser ann\npassword Tr0ub4dor&3\nmsmtp: authentication failed (method PLAIN)",
            &["Tr0ub4dor&3"],
        ),
        (
            "[smtp.example.com]:587 ann@example.com:Tr0ub4dor3\n535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
        (
            "machine smtp.example.com login ann password Tr0ub4dor&3\n535 5.7.8 no",
            &["Tr0ub4dor&3"],
        ),
        ("AuthUser=ann\nAuthPass=Tr0ub4dor&3\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        (
            "smtp.example.com:ann@example.com:Tr0ub4dor3\n535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
        (
            "sendEmail -f a@example.com -xu ann -xp Tr0ub4dor3 -s x\nERROR",
            &["Tr0ub4dor3"],
        ),
        (
            "mailx -S smtp-auth-user=ann -S smtp-auth-password=Tr0ub4dor3 a@example.org\nsmtp-server: 535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
    ]);
}

#[test]
fn labels_in_several_languages() {
    every(&[
        (
            "smtp:\n  username: ann@example.com\n  password: Tr0ub4dor&3\n  port: 587\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "smtp:\n  username: ann@example.com\n  password: \"Tr0ub4dor&3\"\n535 5.7.3 no",
            &["Tr0ub4dor&3"],
        ),
        (
            "notify:\n  - name: x\n    platform: smtp\n    username: ann@example.com\n    password: hunter2hunter2\n535 5.7.3 no",
            &["hunter2hunter2"],
        ),
        (
            "Nom d’utilisateur : ann@example.com\nMot de passe : Tr0ub4dor3x\nErreur : 535 5.7.8 no",
            &["Tr0ub4dor3x"],
        ),
        (
            "Utilisateur: ann\nMot de passe: soleilbleu\n535 5.7.8 no",
            &["soleilbleu"],
        ),
        ("mdp : Tr0ub4dor3x\n535 5.7.8 no", &["Tr0ub4dor3x"]),
        (
            "Benutzername: ann@example.com\nKennwort: Tr0ub4dor3x\n535 5.7.8 no",
            &["Tr0ub4dor3x"],
        ),
        ("Passwort: sonnenschein\n535 5.7.8 no", &["sonnenschein"]),
        ("Contraseña: Tr0ub4dor3x\n535 5.7.8 no", &["Tr0ub4dor3x"]),
        (
            "Username: ann@example.com\nPassword: sunflower\nPort: 587\n535 5.7.8 no",
            &["sunflower"],
        ),
        ("SMTP Password : Tr0ub4dor&3 x\n535 5.7.8 no", &["Tr0ub4dor&3"]),
        (
            "App password: abcd efgh ijkl mnop\n535 5.7.8 no",
            &["abcd efgh ijkl mnop"],
        ),
    ]);
}

#[test]
fn keys_tokens_and_urls() {
    every(&[
        (
            "smtp://ann:Tr0ub4dor3@smtp.example.com:587\n535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
        (
            "MAILER_DSN=smtp://ann%40example.com:Tr0ub4dor%263@smtp.example.com:587\n535 5.7.8 no",
            &["Tr0ub4dor%263"],
        ),
        (
            "MAILER_DSN=gmail+smtp://ann:Tr0ub4dor3@default\n535 5.7.8 no",
            &["Tr0ub4dor3"],
        ),
        (
            "MAILER_DSN=sendgrid+api://SG.abcdefGHIJK12345@default\n535 5.7.8 no",
            &["SG.abcdefGHIJK12345"],
        ),
        (
            "535 Authentication failed: 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",
            &["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"],
        ),
        (
            "api key key-3ax6xnjp29jd6fds4gc373sgvjxteol0 does not work: 401",
            &["key-3ax6xnjp29jd6fds4gc373sgvjxteol0"],
        ),
        (
            "RESEND_API_KEY=re_abcDEF12_3456789abcdefghijklmn\n535 no",
            &["re_abcDEF12_3456789abcdefghijklmn"],
        ),
        (
            "key re_abcDEF12_3456789abcdefghijklmn\n535 no",
            &["re_abcDEF12_3456789abcdefghijklmn"],
        ),
        (
            "aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n535 Authentication Credentials Invalid",
            &["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
        ),
        (
            "AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n535 Authentication Credentials Invalid",
            &["wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"],
        ),
        (
            "SMTP user AKIAIOSFODNN7EXAMPLE / BAe1fvI8q2w3ETVzF5fBAuZHZcd9Y1i3aBcDeFgHiJkL\n535 Authentication Credentials Invalid",
            &["BAe1fvI8q2w3ETVzF5fBAuZHZcd9Y1i3aBcDeFgHiJkL"],
        ),
        (
            "xsmtpsib-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-AbCdEfGhIjKlMnOp\n535 no",
            &["xsmtpsib-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-AbCdEfGhIjKlMnOp"],
        ),
        (
            "api-key: xkeysib-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-AbCdEfGhIjKlMnOp\n535 no",
            &["xkeysib-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-AbCdEfGhIjKlMnOp"],
        ),
        (
            "X-Postmark-Server-Token: 0c9b9a1e-1f2a-4b3c-8d4e-5f6a7b8c9d0e\n535 no",
            &["0c9b9a1e-1f2a-4b3c-8d4e-5f6a7b8c9d0e"],
        ),
        (
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U\n401",
            &["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"],
        ),
        (
            "Authorization: Basic YXBpOmtleS0zYXg2eG5qcDI5amQ2ZmRzNGdjMzczc2d2ang=\n401",
            &["YXBpOmtleS0zYXg2eG5qcDI5amQ2ZmRzNGdjMzczc2d2ang="],
        ),
        (
            "refresh_token=1//0gabcdefghijklmnop-QRSTUV\nclient_secret: \"GOCSPX-abcdefghij\"\n535 no",
            &["1//0gabcdefghijklmnop-QRSTUV", "GOCSPX-abcdefghij"],
        ),
        (
            "client_secret=abC8Q~abcdefghijklmnopqrstuvwxyz0123456\n535 no",
            &["abC8Q~abcdefghijklmnopqrstuvwxyz0123456"],
        ),
        (
            "smtp_tls_key:\n-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END PRIVATE KEY-----\n554 no",
            &[
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj",
                "MzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu",
            ],
        ),
        (
            "-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END RSA PRIVATE KEY-----\n554 no",
            &["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"],
        ),
        (
            "{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\\n-----END PRIVATE KEY-----\\n\"}\n554 no",
            &["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj"],
        ),
    ]);
}

#[test]
fn a_token_that_was_wrapped_is_hidden_whole() {
    let token = "dXNlcj1hbm5AZXhhbXBsZS5jb20BYXV0aD1CZWFyZXIg".to_string() + &"eWEyOS5hWjA5".repeat(20) + "AQE=";
    let lines: Vec<&str> = (0..token.len())
        .step_by(76)
        .map(|at| &token[at..token.len().min(at + 76)])
        .collect();
    let text = format!(
        "220 x ESMTP\nEHLO a\n250 AUTH XOAUTH2\nAUTH XOAUTH2 {}\n535 5.7.8 no\n",
        lines.join("\n")
    );
    let (left, _) = masked(&text);
    for line in lines {
        assert!(!left.contains(line), "{line} is left in: {left}");
    }
}

#[test]
fn words_about_secrets_are_none() {
    every(&[
        (
            "535 5.7.8 Username and Password not accepted. Password: is wrong\n",
            &[],
        ),
        (
            "-----BEGIN CERTIFICATE-----\nMIIFazCCA1OgAwIBAgIRAIIQz7DSQONZRGPgu2OCiwAwDQYJKoZIhvcNAQELBQAw\n-----END CERTIFICATE-----\n554 no",
            &[],
        ),
        (
            "Message-ID: <CAGQ=abcdefGHIJ1234567890xyz@mail.example.com>\n550 5.1.1 no",
            &[],
        ),
        (
            "ARC-Seal: i=1; a=rsa-sha256; t=1795428000; cv=none; d=example.com; s=arc; b=abcdefGHIJ1234567890xyzabcdefGHIJ1234567890xyz==\n550 5.1.1 no",
            &[],
        ),
        (
            "DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s1; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=dzdVyOfAKCdLXdJOc9G2q8LoXSlEniSbav+yuU4zGeeruD00lszZVoG4ZHRNiYzR\n550 5.7.26 no",
            &[],
        ),
        (
            "334 VXNlcm5hbWU6\n334 UGFzc3dvcmQ6\n535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
            &[],
        ),
        (
            "AUTH LOGIN\n334 VXNlcm5hbWU6\n[credentials hidden]\n334 UGFzc3dvcmQ6\n[credentials hidden]\n535 no",
            &[],
        ),
        (
            "MAIL_PASSWORD=null\nMAIL_USERNAME=null\npassword: ********\npassword = \"your-password\"\nMAIL_PASSWORD=<your password>\n535 no",
            &[],
        ),
        (
            "password: xxxxxxxx\npassword: \"changeme\"\npass: process.env.SMTP_PASS,\npassword: !secret smtp_password\npassword=$SMTP_PASSWORD\n535 no",
            &[],
        ),
        (
            "Password: ? Do I have to enter it again? Mot de passe : incorrect. Kennwort: falsch. Passwort: erforderlich\n535 no",
            &[],
        ),
        (
            "Nov 23 10:00:00 mail dovecot: auth: passwd-file(ann@example.com): Password mismatch\nNov 23 10:00:00 mail postfix/smtpd[1]: warning: unknown[198.51.100.7]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=ann@example.com",
            &[],
        ),
        (
            "550 the key-value store refused; re_send later; SG.1 is a place; api key: missing; AKIA is a prefix; secret: none\n",
            &[],
        ),
        (
            "Password reset: https://example.com/reset\nPassword policy: at least 12 characters\nPassword expires: never\npassword-protected: yes\nPassword authentication: disabled\n535 no",
            &[],
        ),
        (
            "250 2.0.0 Ok: queued as 4BWpvk1hXzz9vNT\n550 5.1.1 <b@example.org>: Recipient address rejected",
            &[],
        ),
        (
            "550 5.7.1 [PR3P189CA0070.EURP189.PROD.OUTLOOK.COM 2026-11-23T10:00:00.000Z 08DE0000000000A1]",
            &[],
        ),
        ("Use a Bearer token. Authorization: required\n535 no", &[]),
        (
            "$mail->Password = $config[\"pass\"];\n$mail->Password = getenv(\"SMTP_PASS\");\n535 no",
            &[],
        ),
        (
            "password=True\nuse_password: false\npassword_required: 1\nhas_password=1\n535 no",
            &[],
        ),
    ]);
}
