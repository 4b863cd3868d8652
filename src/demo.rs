//! A stand-in for the engine until it is there: answers that look real, to look at the page. TO BE REMOVED.
use smtp_lens::*;

pub struct PackError;
pub struct Lens {
    fr: bool,
}
#[derive(Default)]
pub struct Options<'a> {
    pub name: Option<String>,
    pub charsets: Option<&'a dyn Charsets>,
    pub more: (),
}
pub trait Charsets {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String>;
}

fn find(hay: &[u8], needle: &str) -> Option<Span> {
    hay.windows(needle.len()).position(|it| it == needle.as_bytes()).map(|it| Span(it as u32, (it + needle.len()) as u32))
}

fn step(act: &str, why: &str, who: Acts, command: Option<&str>, path: Option<&str>, url: Option<&str>) -> Step {
    Step {
        act: act.into(),
        why: Some(why.into()),
        who,
        path: path.map(Into::into),
        command: command.map(Into::into),
        shell: None,
        url: url.map(Into::into),
        details: vec![],
    }
}

impl Lens {
    pub fn new(pack: &[u8]) -> Result<Self, PackError> {
        Ok(Self { fr: pack.starts_with(b"fr") })
    }

    pub fn analyze(&self, input: &[u8], options: &Options) -> Analysis {
        let _ = options.charsets.map(|it| it.decode("latin1", b""));
        let t = |en: &str, fr: &str| if self.fr { fr.to_owned() } else { en.to_owned() };
        let mut out = Analysis::default();
        out.input.size = input.len() as u32;
        out.input.name = options.name.clone();
        let source = Source {
            title: "Enable or disable authenticated client SMTP submission (SMTP AUTH) in Exchange Online".into(),
            publisher: "Microsoft Learn".into(),
            url: "https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/authenticated-client-smtp-submission".into(),
            language: "en".into(),
            read: "2026-11-23".into(),
            kind: "vendor".into(),
        };
        let cause = |id: &str, matched, acts, title: String, explanation: String, steps| Cause {
            id: id.into(),
            matched,
            draft: matched == MatchKind::Class,
            title,
            acts,
            reason: Reason::AuthFailure,
            explanation,
            exceptions: Some(t(
                "If the reply says “for the Mailbox” instead of “for the Tenant”, the mailbox's own setting is the one that is off.",
                "Si la réponse dit « for the Mailbox » et non « for the Tenant », c’est le réglage propre à la boîte aux lettres qui est en cause.",
            )),
            steps,
            sources: vec![source.clone()],
            evidence: vec![],
        };
        let steps = vec![
            step(&t("Send this report to your administrator and name the mailbox that sends", "Envoyez ce rapport à votre administrateur en nommant la boîte aux lettres qui envoie"), &t("Only an administrator of the Microsoft 365 organisation can change the switch; nothing on the program or device has to change.", "Seul un administrateur de l’organisation Microsoft 365 peut changer ce réglage ; rien n’est à changer sur le programme ou l’appareil."), Acts::Sender, None, None, None),
            step(&t("Send it from Outlook or Outlook on the web meanwhile", "En attendant, envoyez le message depuis Outlook ou Outlook sur le web"), &t("The switch concerns programs and devices that use SMTP, not the mailbox itself.", "Le réglage concerne les programmes et appareils qui utilisent SMTP, pas la boîte aux lettres elle-même."), Acts::Sender, None, None, None),
            step(&t("See how the organisation's switch is set", "Regardez le réglage de l’organisation"), &t("True means off. It is the starting position of organisations made after January 2020.", "True signifie désactivé. C’est l’état de départ des organisations créées après janvier 2020."), Acts::SenderAdmin, Some("Get-TransportConfig | Format-List SmtpClientAuthenticationDisabled"), None, None),
            Step { shell: Some("powershell".into()), details: vec!["Open the Exchange admin center.".into(), "Choose the mailbox, then Mail.".into()], ..step(&t("See how the mailbox itself is set", "Regardez le réglage de la boîte aux lettres"), &t("The mailbox's setting wins; empty means that the mailbox follows the organisation.", "Le réglage de la boîte l’emporte ; vide signifie que la boîte suit l’organisation."), Acts::SenderAdmin, Some("Get-CASMailbox -Identity 'scan@example.org' | Format-List SmtpClientAuthenticationDisabled"), None, None) },
            step(&t("Allow it for this one mailbox, not for everyone", "Autorisez l’envoi pour cette seule boîte, pas pour toutes"), &t("False on the mailbox turns sending on for it alone.", "False sur la boîte active l’envoi pour elle seule."), Acts::SenderAdmin, Some("Set-CASMailbox -Identity 'scan@example.org' -SmtpClientAuthenticationDisabled $false"), Some("Microsoft 365 admin center › Users › Active users › the user › Mail › Manage email apps › Authenticated SMTP"), Some("https://learn.microsoft.com/entra/fundamentals/security-defaults")),
        ];
        let best = cause("microsoft-365/smtp-auth-disabled-tenant", MatchKind::Text, Acts::SenderAdmin, t("Microsoft 365 refuses this sign-in because sending by SMTP is switched off for the whole organisation.", "Microsoft 365 refuse cette connexion : l’envoi par SMTP est désactivé pour toute l’organisation."), t("Microsoft 365 has a switch for programs and devices that send mail with a user name and a password (authenticated SMTP). In this organisation it is off, and the mailbox has no setting of its own that turns it on. The user name and the password were not even looked at, so changing them does not help.", "Microsoft 365 a un réglage pour les programmes et appareils qui envoient des messages avec un nom d’utilisateur et un mot de passe (envoi SMTP authentifié). Dans cette organisation, il est désactivé, et la boîte aux lettres n’a pas de réglage propre qui l’active."), steps.clone());
        let second = cause("microsoft-365/security-defaults", MatchKind::ProviderCode, Acts::SenderAdmin, t("Security defaults refuse a user name and a password", "Les paramètres de sécurité par défaut refusent un nom d’utilisateur et un mot de passe"), t("While they are on, sign-in with a password is refused.", "Tant qu’ils sont activés, une connexion par mot de passe est refusée."), steps[2..].to_vec());
        let third = cause("standards/5.7.x", MatchKind::Class, Acts::Sender, t("A security rule refused it", "Une règle de sécurité l’a refusé"), t("The class of the code says that a security or policy rule is the reason.", "La classe du code dit qu’une règle de sécurité en est la raison."), steps[..2].to_vec());

        if let Some(code) = find(input, "535 5.7.139").or(find(input, "530 5.7.57")).or(find(input, "535-5.7.8")) {
            out.input.kind = if find(input, "EHLO").is_some() { Kind::Transcript } else { Kind::Error };
            out.input.format = Some("swaks".into());
            let mut proof = vec![
                Proof { span: Span(code.0, code.0 + 3), says: t("the server refuses the sign-in, for good", "le serveur refuse l’identification, définitivement") },
                Proof { span: Span(code.0 + 4, code.1), says: t("Microsoft's code for a sign-in that a setting or a policy forbids. The words after it say which.", "le code de Microsoft pour une connexion qu’un réglage ou une règle interdit.") },
            ];
            proof.extend(find(input, "SmtpClientAuthentication is disabled for the Tenant").map(|span| Proof { span, says: t("exactly the words that Microsoft documents for the organisation's switch", "exactement les mots que Microsoft documente pour le réglage de l’organisation") }));
            for secret in ["c2NhbkBleGFtcGxlLm9yZw==", "bWFkZS11cC1QYXNzdzByZA=="] {
                out.secrets.extend(find(input, secret));
            }
            let end = input[code.0 as usize..].iter().position(|it| *it == b'\n').unwrap_or(input.len() - code.0 as usize) as u32 + code.0;
            let stop = |place, name: Option<&str>, state| Stop { place, name: name.map(Into::into), state };
            out.findings.push(Finding {
                recipient: None,
                sender: Some("scan@example.org".into()),
                stage: Some(Stage::Auth),
                reason: Reason::AuthFailure,
                permanent: Some(true),
                status: Some("5.7.139".into()),
                reply: Some(Reply { code: Some(535), status: Some("5.7.139".into()), text: "Authentication unsuccessful".into(), span: Span(code.0, end) }),
                provider: Some("microsoft-365".into()),
                provider_name: Some("Microsoft 365".into()),
                remote_mta: Some("smtp.office365.com".into()),
                at: Some("2026-11-24T08:52:31.730Z".into()),
                verdict: best.title.clone(),
                causes: vec![best.clone(), second, third.clone()],
                proof,
                way: vec![
                    stop(Place::You, Some("scanner-2.example.org"), StopState::Passed),
                    stop(Place::YourServer, Some("smtp.office365.com"), StopState::Here),
                    stop(Place::Filter, None, StopState::After),
                    stop(Place::TheirServer, None, StopState::After),
                    stop(Place::Mailbox, None, StopState::After),
                ],
                ..Finding::default()
            });
            if out.input.kind == Kind::Transcript {
                let mut at = 0u32;
                let mut exchanges = vec![];
                for line in input.split_inclusive(|it| *it == b'\n') {
                    let span = Span(at, at + line.len() as u32 - 1);
                    at += line.len() as u32;
                    let text = String::from_utf8_lossy(line);
                    let who = if text.contains("<-") || text.contains("<~") || text.contains("SERVER ->") { Who::Server } else if text.contains("->") || text.contains("~>") { Who::Client } else { Who::Program };
                    let refuses = text.contains("535");
                    let means = if refuses { t("It refuses the sign-in. Here it ended.", "Il refuse l’identification. C’est ici que cela s’arrête.") } else if who == Who::Program { String::new() } else { t("It says something, and this is what it means.", "Il dit quelque chose, et voici ce que cela veut dire.") };
                    let stage = if text.contains("EHLO") { Some(Stage::Helo) } else if text.contains("STARTTLS") { Some(Stage::Tls) } else if text.contains("AUTH LOGIN") { Some(Stage::Auth) } else { Some(Stage::Connect) };
                    if who == Who::Client {
                        exchanges.push(Exchange { stage, ..Exchange::default() });
                    }
                    out.lines.push(Line { span, who, means, secret: false, refuses });
                }
                out.sessions.push(Session { server: Some("smtp.office365.com".into()), tls: true, exchanges, stopped: Some(Stage::Auth), ..Session::default() });
            }
        } else if find(input, "status=bounced").is_some() || find(input, "Final-Recipient").is_some() {
            out.input.kind = if find(input, "status=").is_some() { Kind::Log } else { Kind::Bounce };
            for (address, outcome, acts, verdict) in [
                ("anna@example.com", Outcome::Failed, Acts::Sender, t("The address anna@example.com does not exist at example.com.", "L’adresse anna@example.com n’existe pas chez example.com.")),
                ("bo@example.net", Outcome::Delayed, Acts::Recipient, t("The mailbox of bo@example.net is full.", "La boîte aux lettres de bo@example.net est pleine.")),
                ("carla@example.net", Outcome::Delayed, Acts::Nobody, t("The server for example.net does not answer.", "Le serveur de example.net ne répond pas.")),
            ] {
                let mut cause = third.clone();
                cause.acts = acts;
                cause.draft = acts == Acts::Nobody;
                cause.matched = MatchKind::Text;
                let state = if outcome == Outcome::Failed { StopState::Here } else { StopState::Waiting };
                out.findings.push(Finding {
                    outcome,
                    recipient: Some(address.into()),
                    permanent: Some(outcome == Outcome::Failed),
                    stage: Some(Stage::Rcpt),
                    verdict,
                    causes: vec![cause],
                    proof: find(input, address).map(|span| Proof { span, says: t("the address", "l’adresse") }).into_iter().collect(),
                    way: vec![
                        Stop { place: Place::You, name: None, state: StopState::Passed },
                        Stop { place: Place::YourServer, name: Some("mail.example.org".into()), state: StopState::Passed },
                        Stop { place: Place::TheirServer, name: Some("mx.example.com".into()), state },
                        Stop { place: Place::Mailbox, name: None, state: StopState::After },
                    ],
                    ..Finding::default()
                });
            }
            out.not_understood.extend(find(input, "(in reply to RCPT TO command)"));
            out.remarks.push(Remark { kind: "x".into(), says: t("A header field is cut in two.", "Un champ d’en-tête est coupé en deux."), span: None });
        } else if find(input, "Subject:").is_some() {
            out.input.kind = Kind::Message;
        }
        out
    }
}
