//! Filling the input's own values into the words of the catalogue.

use smtp_lens_catalog::{Pack, fill, stand_in};

/// The values of one finding that words may name.
#[derive(Debug, Default, Clone)]
pub struct Values {
    /// The recipient's address.
    pub recipient: Option<String>,
    /// The sender's address.
    pub sender: Option<String>,
    /// The server that refused.
    pub server: Option<String>,
    /// The sending IP address.
    pub ip: Option<String>,
}

impl Values {
    fn get(&self, name: &str) -> Option<&str> {
        let domain =
            |it: &Option<String>| -> Option<usize> { it.as_ref().and_then(|it| it.rfind('@')).map(|it| it + 1) };
        match name {
            "recipient" => self.recipient.as_deref(),
            "sender" => self.sender.as_deref(),
            "server" => self.server.as_deref(),
            "ip" => self.ip.as_deref(),
            "recipient_domain" => domain(&self.recipient).and_then(|at| self.recipient.as_deref()?.get(at..)),
            "sender_domain" => domain(&self.sender).and_then(|at| self.sender.as_deref()?.get(at..)),
            _ => None,
        }
    }
}

/// A sentence with its values; what the input lacks becomes ordinary words.
pub fn sentence(template: &str, values: &Values, given: &[(String, String)], pack: &Pack) -> String {
    fill(template, &mut |name, into| {
        if let Some((_, value)) = given.iter().find(|(it, _)| it == name) {
            into.push_str(&sentence(value, values, &[], pack));
        } else if let Some(value) = values.get(name) {
            into.push_str(value);
        } else {
            stand_in(pack.phrase(&format!("parameter.{name}")), into);
        }
    })
}

/// A command with its values in single quotes, which neither PowerShell nor a POSIX shell expands; what the input lacks, or
/// what could end the quotes, is left for the reader to fill in.
pub fn command(template: &str, values: &Values, given: &[(String, String)]) -> String {
    fill(template, &mut |name, into| {
        let value = given
            .iter()
            .find(|(it, _)| it == name)
            .map(|it| it.1.as_str())
            .filter(|it| !it.contains('{'))
            .or_else(|| values.get(name));
        match value.filter(|it| is_safe(it)) {
            Some(value) => {
                into.push('\'');
                into.push_str(value);
                into.push('\'');
            }
            None => {
                into.push('<');
                into.push_str(name);
                into.push('>');
            }
        }
    })
}

fn is_safe(value: &str) -> bool {
    !value.is_empty()
        && value.len() < 320
        && !value.starts_with('-')
        && value
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '@' | '.' | '-' | '_' | '+' | '=' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_cannot_be_broken_out_of() {
        let values = Values {
            sender: Some("a'; Remove-Item x #@example.org".into()),
            ..Values::default()
        };
        assert_eq!(
            command("Get -Identity {sender}", &values, &[]),
            "Get -Identity <sender>"
        );
        let values = Values {
            sender: Some("scan@example.org".into()),
            ..Values::default()
        };
        assert_eq!(
            command("Get -Identity {sender} @{{}}", &values, &[]),
            "Get -Identity 'scan@example.org' @{}"
        );
    }
}
