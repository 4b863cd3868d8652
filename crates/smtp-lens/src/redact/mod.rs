//! Replaces what is private by what is not, the same value by the same word everywhere.
//!
//! Two passes. The first *learns* values that only their place gives away (display names, the host after EHLO, the subject of the
//! returned message); the second walks over the text, tells addresses, hosts, IP addresses and ids by their shape, and replaces both.
//! When in doubt a word is masked: a report that says too little is asked about, one that says too much cannot be called back.

mod kind;
mod learn;
mod shape;

use crate::Lens;
use crate::analysis::Analysis;
use crate::read::{ReadFinding, Reading};
use serde::{Deserialize, Serialize};
use smtp_lens_catalog::lower;
use std::collections::BTreeMap;

/// What is replaced. Secrets always are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

    /// Whether each is masked, in the order of [`NAMES`](Self::NAMES).
    pub const fn all(&self) -> [bool; 5] {
        [self.addresses, self.names, self.hosts, self.ips, self.ids]
    }

    /// The same, to be changed.
    pub const fn all_mut(&mut self) -> [&mut bool; 5] {
        [
            &mut self.addresses,
            &mut self.names,
            &mut self.hosts,
            &mut self.ips,
            &mut self.ids,
        ]
    }

    /// Switches a kind on by its name; `false` when there is no such kind.
    pub fn add(&mut self, name: &str) -> bool {
        let kind = Self::NAMES.iter().position(|it| *it == name);
        let mask = kind.and_then(|it| self.all_mut().into_iter().nth(it));
        mask.is_some_and(|it| {
            *it = true;
            true
        })
    }
}

/// Sorts of values, each counted for itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Address,
    Name,
    Subject,
    Host,
    Ip4,
    Ip6,
    Id,
}

/// How many sorts there are.
const SORTS: usize = 7;

impl Sort {
    /// What replacements begin with.
    const fn stem(self) -> &'static str {
        match self {
            Self::Address => "user",
            Self::Name => "Name",
            Self::Subject => "Subject",
            Self::Host => "host",
            Self::Ip4 => "ip",
            Self::Ip6 => "2001:db8::",
            Self::Id => "id",
        }
    }

    /// What keeps values of one sort apart from those of another.
    const fn sign(self) -> &'static str {
        match self {
            Self::Address => "a ",
            Self::Name => "n ",
            Self::Subject => "s ",
            Self::Host => "h ",
            Self::Ip4 => "4 ",
            Self::Ip6 => "6 ",
            Self::Id => "i ",
        }
    }
}

/// The replacements of one input.
pub struct Redactor<'a> {
    masks: Masks,
    lens: &'a Lens,
    /// What was replaced, its sort before it, by what.
    known: BTreeMap<String, String>,
    /// Values that are told by nothing but themselves, the longest first.
    literals: Vec<Literal>,
    /// Secrets: replaced wherever they stand, also inside of a word.
    secrets: Vec<String>,
    /// What stands for a secret.
    hidden: String,
    /// The next number of each sort, above what the input itself uses.
    next: [u32; SORTS],
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

/// So many values are learned of one input.
const MOST_LITERALS: usize = 1000;
/// Shorter values are too likely to be something else.
const SHORTEST_SECRET: usize = 4;

impl<'a> Redactor<'a> {
    /// Learns what `texts` hold.
    pub fn new(masks: Masks, lens: &'a Lens, hidden: &str, texts: &[&str], secrets: &[&str]) -> Self {
        let mut it = Self {
            masks,
            lens,
            known: BTreeMap::new(),
            literals: Vec::new(),
            secrets: Vec::new(),
            hidden: ["[", hidden, "]"].concat(),
            next: [1; SORTS],
            network: "",
        };
        it.count_from(texts);
        for form in secrets.iter().flat_map(|it| learn::forms_of_secret(it)) {
            if form.len() >= SHORTEST_SECRET && !form.trim().is_empty() {
                // The longest first: one may hold another.
                let place = it.secrets.partition_point(|other| other.len() >= form.len());
                it.secrets.insert(place, form);
            }
        }
        // Only the shape tells addresses: what the first walk finds is what the second replaces, in every part of the text.
        for text in texts {
            it.text(text);
        }
        let locals: Vec<(String, String)> = it
            .known
            .iter()
            .filter_map(|(value, with)| {
                let local = learn::telling_local_part(value.strip_prefix(Sort::Address.sign())?)?;
                Some((local.to_string(), with.split('@').next()?.to_string()))
            })
            .collect();
        for (local, with) in locals {
            it.literal(&local, &with, false);
        }
        for text in texts {
            learn::learn(&mut it, text);
        }
        it
    }

    /// Starts counting above the numbers that the input itself uses, so that no replacement is a value of the input.
    fn count_from(&mut self, texts: &[&str]) {
        for text in texts {
            let text = text.to_ascii_lowercase();
            for sort in [
                Sort::Address,
                Sort::Name,
                Sort::Subject,
                Sort::Host,
                Sort::Id,
                Sort::Ip6,
            ] {
                let stem = lower(sort.stem());
                for at in memchr::memmem::find_iter(text.as_bytes(), stem.as_bytes()) {
                    let digits = text.as_bytes()[at + stem.len()..].iter().take(6);
                    let number = digits
                        .take_while(|it| it.is_ascii_digit())
                        .fold(0, |number, it| 10 * number + u32::from(it - b'0'));
                    let next = &mut self.next[sort as usize];
                    *next = (*next).max(number + 1);
                }
            }
        }
        self.network = ["192.0.2.", "198.51.100.", "203.0.113."]
            .into_iter()
            .find(|it| !texts.iter().any(|text| text.contains(it)))
            .unwrap_or_default();
    }

    /// What stands for a value: the same for the same value.
    fn stand_in(&mut self, sort: Sort, value: &str) -> String {
        let mut key = sort.sign().to_string();
        key.push_str(&lower(value));
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let next = &mut self.next[sort as usize];
        let number = next.to_string();
        let is_low = *next < 255;
        *next += 1;
        let (stem, end) = match sort {
            Sort::Address => (sort.stem(), "@example.net"),
            Sort::Host => match self.suffix(value) {
                Some(suffix) => return self.remember(key, [sort.stem(), &number, ".", suffix].concat()),
                None if value.contains('.') => (sort.stem(), ".example.net"),
                None => (sort.stem(), ""),
            },
            Sort::Ip4 if is_low && !self.network.is_empty() => (self.network, ""),
            _ => (sort.stem(), ""),
        };
        self.remember(key, [stem, &number, end].concat())
    }

    fn remember(&mut self, key: String, with: String) -> String {
        self.known.insert(key, with.clone());
        with
    }

    /// The part of a host name that is a provider's and not its customer's.
    fn suffix(&self, host: &str) -> Option<&'a str> {
        let host = host.to_ascii_lowercase();
        let providers = &self.lens.matcher.tables().providers;
        let mut longest = None::<&str>;
        for it in providers.iter().flat_map(|it| &it.host_suffixes) {
            let fits = host
                .strip_suffix(it.as_str())
                .is_some_and(|it| it.is_empty() || it.ends_with('.'));
            if fits && longest.is_none_or(|longest| longest.len() < it.len()) {
                longest = Some(it);
            }
        }
        longest
    }

    /// Whether a host names nobody: this machine, a provider's own name, the host of a public document or of a provider's mark (`aka.ms/`).
    fn names_nobody(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let begins = |text: &str| text.strip_prefix(host.as_str()).is_some_and(|it| it.starts_with('/'));
        let of_url = |url: &str| url.split_once("://").is_some_and(|it| begins(it.1));
        matches!(host.as_str(), "localhost" | "localhost.localdomain")
            || self.suffix(&host).is_some_and(|it| it.len() == host.len())
            || self.lens.pack.sources.iter().any(|it| of_url(&it.url))
            || self
                .lens
                .matcher
                .tables()
                .providers
                .iter()
                .flat_map(|it| &it.reply_marks)
                .any(|it| begins(it))
    }

    /// Has a value replaced wherever it stands as a word of its own.
    fn literal(&mut self, value: &str, with: &str, capital: bool) {
        let value = lower(value.trim());
        if value.is_empty() || self.literals.len() >= MOST_LITERALS || self.literals.iter().any(|it| it.value == value)
        {
            return;
        }
        let place = self.literals.partition_point(|it| it.value.len() >= value.len());
        let with = with.to_string();
        self.literals.insert(place, Literal { value, with, capital });
    }

    /// The text with everything replaced.
    pub fn text(&mut self, text: &str) -> String {
        let mut text = text.to_string();
        for secret in &self.secrets {
            if text.contains(secret.as_str()) {
                text = text.replace(secret, &self.hidden);
            }
        }
        shape::walk(self, &text)
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
        let known = self.known.get(&[Sort::Host.sign(), &lower(host)].concat());
        match known {
            Some(known) => known.clone(),
            None if !self.masks.hosts || self.names_nobody(host) => host.to_string(),
            None => self.stand_in(Sort::Host, host),
        }
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
            *host = if kind::is_host_like(host) {
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
        for hop in &mut analysis.hops {
            for host in [&mut hop.from, &mut hop.by].into_iter().flatten() {
                *host = if kind::is_host_like(host) {
                    self.host(host)
                } else {
                    self.text(host)
                };
            }
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
