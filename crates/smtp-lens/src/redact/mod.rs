//! Replaces what is private by what is not, the same value by the same word everywhere.
//!
//! Two passes. The first *learns* values that only their place gives away (display names, the host after EHLO, the subject of the
//! returned message); the second walks over the text, tells addresses, hosts, IP addresses and ids by their shape, and replaces both.
//! When in doubt a word is masked: a report that says too little is asked about, one that says too much cannot be called back.

mod learn;
mod shape;

use crate::analysis::Analysis;
use crate::read::{ReadFinding, Reading};
use smtp_lens_catalog::Matcher;
use std::collections::{BTreeMap, BTreeSet};

/// What is replaced. Secrets always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masks {
    /// Mail addresses.
    pub addresses: bool,
    /// Names of people, the subject, the input's own file name.
    pub names: bool,
    /// Host and domain names; of a server of a known provider the provider's part stays (`host1.outlook.com`).
    pub hosts: bool,
    /// IP addresses, except those that mean this machine.
    pub ips: bool,
    /// Queue ids, Message-IDs, tickets, customer numbers.
    pub ids: bool,
}

impl Masks {
    /// Everything.
    pub const ALL: Self = Self {
        addresses: true,
        names: true,
        hosts: true,
        ips: true,
        ids: true,
    };
    /// Nothing but the secrets.
    pub const NONE: Self = Self {
        addresses: false,
        names: false,
        hosts: false,
        ips: false,
        ids: false,
    };

    /// The kinds by name, in the order in which they are offered.
    pub const NAMES: [&str; 5] = ["addresses", "names", "hosts", "ips", "ids"];

    /// Switches a kind on by its name; `false` when there is no such kind.
    pub fn add(&mut self, name: &str) -> bool {
        match name {
            "addresses" => self.addresses = true,
            "names" => self.names = true,
            "hosts" => self.hosts = true,
            "ips" => self.ips = true,
            "ids" => self.ids = true,
            _ => return false,
        }
        true
    }
}

/// Sorts of values, each counted for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Address,
    Name,
    Subject,
    Host,
    Ip4,
    Ip6,
    Id,
}

/// The replacements of one input.
pub struct Redactor<'a> {
    masks: Masks,
    matcher: &'a Matcher,
    /// Hosts of public documents: links to them say nothing about anybody.
    public: &'a BTreeSet<String>,
    /// What was replaced, lower case, by what.
    known: BTreeMap<(Sort, String), String>,
    /// Values that are told by nothing but themselves, by their first letter in lower case.
    literals: BTreeMap<char, Vec<Literal>>,
    /// Secrets: replaced wherever they stand, also inside of a word.
    secrets: Vec<String>,
    /// What stands for a secret.
    hidden: String,
    /// The next number of each sort, above what the input itself uses.
    next: BTreeMap<Sort, u32>,
    /// The network for documentation that the input does not use.
    network: &'static str,
}

/// A value that is looked for as it is.
struct Literal {
    /// The value, in lower case.
    value: String,
    /// What stands for it.
    with: String,
    /// Whether it is this value only with a capital: a part of a name may be a common word.
    capital: bool,
}

/// Shorter values are too likely to be something else.
const SHORTEST_SECRET: usize = 4;

impl<'a> Redactor<'a> {
    /// Learns what `texts` hold.
    pub fn new(
        masks: Masks,
        matcher: &'a Matcher,
        public: &'a BTreeSet<String>,
        hidden: &str,
        texts: &[&str],
        secrets: &[&str],
    ) -> Self {
        let mut it = Self {
            masks,
            matcher,
            public,
            known: BTreeMap::new(),
            literals: BTreeMap::new(),
            secrets: Vec::new(),
            hidden: format!("[{hidden}]"),
            next: BTreeMap::new(),
            network: "",
        };
        it.count_from(texts);
        for secret in secrets {
            it.secrets.extend(learn::forms_of_secret(secret));
        }
        it.secrets
            .retain(|it| it.len() >= SHORTEST_SECRET && !it.trim().is_empty());
        it.secrets.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        it.secrets.dedup();
        // Only the shape tells addresses: what the first walk finds is what the second replaces, in every part of the text.
        for text in texts {
            it.text(text);
        }
        let addresses: Vec<(String, String)> = it
            .known
            .iter()
            .filter(|((sort, _), _)| *sort == Sort::Address)
            .map(|((_, value), with)| (value.clone(), with.clone()))
            .collect();
        for (value, with) in addresses {
            if let Some(local) = learn::telling_local_part(&value) {
                it.literal(local, with.split('@').next().unwrap_or(&with), false);
            }
        }
        for text in texts {
            learn::learn(&mut it, text);
        }
        for many in it.literals.values_mut() {
            many.sort_by(|a, b| b.value.len().cmp(&a.value.len()).then_with(|| a.value.cmp(&b.value)));
        }
        it
    }

    /// Starts counting above the numbers that the input itself uses, so that no replacement is a value of the input.
    fn count_from(&mut self, texts: &[&str]) {
        let highest = |stem: &str| {
            let mut highest = 0;
            for text in texts {
                let lower = text.to_ascii_lowercase();
                for at in memchr::memmem::find_iter(lower.as_bytes(), stem.as_bytes()) {
                    let digits: String = lower[at + stem.len()..]
                        .chars()
                        .take(6)
                        .take_while(char::is_ascii_digit)
                        .collect();
                    highest = highest.max(digits.parse().unwrap_or(0));
                }
            }
            highest
        };
        for (sort, stem) in [
            (Sort::Address, "user"),
            (Sort::Name, "name"),
            (Sort::Subject, "subject"),
            (Sort::Host, "host"),
            (Sort::Id, "id"),
            (Sort::Ip6, "2001:db8::"),
        ] {
            self.next.insert(sort, highest(stem) + 1);
        }
        self.network = ["192.0.2.", "198.51.100.", "203.0.113."]
            .into_iter()
            .find(|it| !texts.iter().any(|text| text.contains(it)))
            .unwrap_or_default();
        self.next.insert(Sort::Ip4, 1);
    }

    /// What stands for a value: the same for the same value.
    fn stand_in(&mut self, sort: Sort, value: &str) -> String {
        let key = (sort, value.to_lowercase());
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let next = self.next.entry(sort).or_insert(1);
        let number = *next;
        *next += 1;
        let with = match sort {
            Sort::Address => format!("user{number}@example.net"),
            Sort::Name => format!("Name{number}"),
            Sort::Subject => format!("Subject{number}"),
            Sort::Host => match self.suffix(value) {
                Some(suffix) => format!("host{number}.{suffix}"),
                None if value.contains('.') => format!("host{number}.example.net"),
                None => format!("host{number}"),
            },
            Sort::Ip4 if number < 255 && !self.network.is_empty() => format!("{}{number}", self.network),
            Sort::Ip4 => format!("ip{number}"),
            Sort::Ip6 => format!("2001:db8::{number}"),
            Sort::Id => format!("id{number}"),
        };
        self.known.insert(key, with.clone());
        with
    }

    /// The part of a host name that is a provider's and not its customer's.
    fn suffix(&self, host: &str) -> Option<&'a str> {
        let host = host.to_ascii_lowercase();
        self.matcher
            .tables()
            .providers
            .iter()
            .flat_map(|it| &it.host_suffixes)
            .filter(|it| {
                host.strip_suffix(it.as_str())
                    .is_some_and(|it| it.is_empty() || it.ends_with('.'))
            })
            .max_by_key(|it| it.len())
            .map(String::as_str)
    }

    /// Whether a host names nobody: a provider's own name, a public document's host, this machine.
    fn names_nobody(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        self.public.contains(&host)
            || matches!(host.as_str(), "localhost" | "localhost.localdomain")
            || self.suffix(&host).is_some_and(|it| it.len() == host.len())
    }

    /// Has a value replaced wherever it stands as a word of its own.
    fn literal(&mut self, value: &str, with: &str, capital: bool) {
        let value = value.trim().to_lowercase();
        if let Some(first) = value.chars().next() {
            let many = self.literals.entry(first).or_default();
            if many.len() < 500 && !many.iter().any(|it| it.value == value) {
                many.push(Literal {
                    value,
                    with: with.to_string(),
                    capital,
                });
            }
        }
    }

    /// The text with everything replaced.
    pub fn text(&mut self, text: &str) -> String {
        if self.secrets.is_empty() {
            return shape::walk(self, text);
        }
        let mut whole = String::with_capacity(text.len());
        let mut hits: Vec<(usize, usize)> = Vec::new();
        for secret in &self.secrets {
            let found = memchr::memmem::find_iter(text.as_bytes(), secret.as_bytes());
            hits.extend(found.map(|at| (at, at + secret.len())));
        }
        hits.sort_unstable();
        let mut at = 0;
        for (start, end) in hits {
            if end <= at {
                continue;
            }
            if start > at {
                whole += &shape::walk(self, &text[at..start]);
                whole += &self.hidden;
            } else if start == at || at == 0 {
                whole += &self.hidden;
            }
            at = end;
        }
        whole += &shape::walk(self, &text[at..]);
        whole
    }

    /// A part of the input, the ranges of its secrets known.
    pub fn part(&mut self, text: &str, secrets: &[(usize, usize)]) -> String {
        let mut whole = String::with_capacity(text.len());
        let mut at = 0;
        for &(start, end) in secrets {
            if let Some(before) = text.get(at..start) {
                whole += &self.text(before);
                whole += &self.hidden;
                at = end;
            }
        }
        whole += &self.text(text.get(at..).unwrap_or_default());
        whole
    }

    /// A host name, whatever its shape.
    fn host(&mut self, host: &str) -> String {
        if !self.masks.hosts || self.names_nobody(host) {
            return host.to_string();
        }
        self.stand_in(Sort::Host, host)
    }

    fn field(&mut self, value: &mut Option<String>) {
        if let Some(it) = value {
            *it = self.text(it);
        }
    }

    /// What a reader found, with everything replaced that words of the answer are filled with.
    pub fn finding(&mut self, found: &ReadFinding) -> ReadFinding {
        let mut it = found.clone();
        self.field(&mut it.recipient);
        self.field(&mut it.sender);
        for host in [&mut it.reporting_mta, &mut it.remote_mta].into_iter().flatten() {
            *host = if shape::is_host_like(host) {
                self.host(host)
            } else {
                self.text(host)
            };
        }
        if let Some(reply) = &mut it.reply {
            reply.text = self.text(&reply.text);
        }
        if let Some(id) = it.queue_id.as_mut().filter(|_| self.masks.ids) {
            *id = self.stand_in(Sort::Id, id);
        }
        for (_, value) in it.story.iter_mut().flat_map(|it| &mut it.with) {
            *value = self.text(value);
        }
        it
    }

    /// The original message's fields.
    pub fn original(&mut self, reading: &Reading) -> crate::read::Original {
        let mut it = reading.original.clone();
        self.field(&mut it.from);
        self.field(&mut it.to);
        if let Some(id) = it.message_id.as_mut().filter(|_| self.masks.ids) {
            *id = self.stand_in(Sort::Id, id.trim().trim_matches(['<', '>']));
        } else {
            self.field(&mut it.message_id);
        }
        if self.masks.names {
            it.subject = None;
        }
        it
    }

    /// What an analysis holds beside its findings.
    pub fn rest(&mut self, analysis: &mut Analysis) {
        if self.masks.names {
            analysis.input.name = None;
            analysis.input.subject = None;
        }
        for remark in &mut analysis.remarks {
            remark.says = self.text(&remark.says);
        }
        for session in &mut analysis.sessions {
            self.field(&mut session.client);
            self.field(&mut session.server);
            for it in &mut session.capabilities {
                *it = self.text(it);
            }
            for exchange in &mut session.exchanges {
                self.field(&mut exchange.command);
                if let Some(reply) = &mut exchange.reply {
                    reply.text = self.text(&reply.text);
                }
            }
        }
    }
}
