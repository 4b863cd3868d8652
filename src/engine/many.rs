//! More findings than the page is sent: what they have in common, and those of them that somebody looks for.

use smtp_lens::{Cause, Finding, Outcome};

use super::messages::{Group, Order};
use crate::state::Sort;

/// So many groups are told of, the largest failures first.
const GROUPS: usize = 50;

/// A look into the catalogue: a cause by its id, its words without any value.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<Cause>;

/// What happened how often: findings whose first cause is the same, and what became of the mail.
pub fn groups(findings: &[Finding], look: Look) -> Vec<Group> {
    let mut groups: Vec<(&Finding, Group)> = Vec::new();
    for it in findings {
        let alike = |(first, _): &&mut (&Finding, Group)| {
            (first.outcome, first.permanent) == (it.outcome, it.permanent) && id(first) == id(it)
        };
        if let Some((_, group)) = groups.iter_mut().find(alike) {
            group.count += 1;
            group.last = it.at.clone().or(group.last.take());
            continue;
        }
        let group = Group {
            title: title(it, look),
            outcome: it.outcome,
            permanent: it.permanent,
            count: 1,
            first: it.at.clone(),
            last: None,
        };
        groups.push((it, group));
    }
    let mut largest: Vec<Group> = Vec::new();
    for (_, it) in groups {
        // What went well is counted too, below what did not.
        let rank = |it: &Group| (matches!(it.outcome, Outcome::Failed | Outcome::Delayed), it.count);
        let place = largest.partition_point(|other| rank(other) >= rank(&it));
        largest.insert(place, it);
    }
    largest.truncate(GROUPS);
    largest
}

/// The first so many of those that hold the words that are looked for, in the order that is asked for; all of them when none does.
pub fn first(mut findings: Vec<Finding>, most: usize, order: &Order, look: Look) -> Vec<Finding> {
    let wanted = order.filter.to_ascii_lowercase();
    let holds = |it: &str| it.to_ascii_lowercase().contains(&wanted);
    let mut titles: Vec<(String, String)> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for (place, it) in findings.iter().enumerate() {
        if !holds(it.recipient.as_deref().unwrap_or_default()) && !holds(&it.verdict) {
            continue;
        }
        let key = match order.sort {
            Sort::Given => String::new(),
            Sort::Recipient => it.recipient.clone().unwrap_or_default(),
            Sort::Happened => match titles.iter().find(|known| Some(known.0.as_str()) == id(it)) {
                Some((_, title)) => title.clone(),
                None => {
                    let title = title(it, look);
                    titles.extend(id(it).map(|it| (it.to_owned(), title.clone())));
                    title
                }
            },
            Sort::Acts => it
                .causes
                .first()
                .map(|it| it.acts.word().to_owned())
                .unwrap_or_default(),
        };
        // The best so far: putting each in its place weighs less than a sort.
        let at = keys.partition_point(|it| *it <= key);
        if at < most {
            keys.insert(at, key);
            places.insert(at, place);
            keys.truncate(most);
            places.truncate(most);
        }
    }
    if places.is_empty() {
        findings.truncate(most);
        return findings;
    }
    places.into_iter().map(|it| std::mem::take(&mut findings[it])).collect()
}

/// Of the further findings of a long log the engine names the cause alone: what the catalogue says of it is added.
pub fn tell_whole(findings: &mut [Finding], look: Look) {
    for cause in findings.iter_mut().filter_map(|it| it.causes.first_mut()) {
        if cause.explanation.is_empty()
            && let Some(whole) = look(&cause.id)
        {
            cause.explanation = whole.explanation;
            cause.exceptions = whole.exceptions;
            cause.steps = whole.steps;
            cause.sources = whole.sources;
        }
    }
}

fn id(finding: &Finding) -> Option<&str> {
    finding.causes.first().map(|it| it.id.as_str())
}

fn title(finding: &Finding, look: Look) -> String {
    id(finding)
        .and_then(look)
        .map_or_else(|| finding.verdict.clone(), |it| it.title)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings() -> Vec<Finding> {
        let finding = |recipient: &str, outcome, at: &str| Finding {
            recipient: Some(recipient.into()),
            verdict: "gone".into(),
            outcome,
            at: Some(at.into()),
            ..Finding::default()
        };
        vec![
            finding("c@example.org", Outcome::Failed, "8:00"),
            finding("B@example.org", Outcome::Delayed, "8:01"),
            finding("a@example.org", Outcome::Failed, "8:02"),
        ]
    }

    #[test]
    fn what_is_alike_is_counted_together() {
        let groups = groups(&findings(), &|_| None);
        assert_eq!(groups.iter().map(|it| it.count).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(
            (groups[0].first.as_deref(), groups[0].last.as_deref()),
            (Some("8:00"), Some("8:02"))
        );
    }

    #[test]
    fn who_is_looked_for_comes_first() {
        let names = |filter: &str, sort, most| {
            let order = Order {
                filter: filter.into(),
                sort,
            };
            let told = first(findings(), most, &order, &|_| None);
            told.iter().flat_map(|it| it.recipient.clone()).collect::<Vec<_>>()
        };
        assert_eq!(names("b@", Sort::Given, 9), ["B@example.org"]);
        assert_eq!(names("", Sort::Given, 2), ["c@example.org", "B@example.org"]);
        assert_eq!(names("", Sort::Recipient, 2), ["B@example.org", "a@example.org"]);
        assert_eq!(names("nobody", Sort::Recipient, 1), ["c@example.org"]);
    }
}
