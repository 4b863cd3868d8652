//! The page's state: one reducer, and every way in which it can change.

use std::rc::Rc;

use js_sys::Array;
use serde::{Deserialize, Serialize};
use smtp_lens::{Acts, Analysis, Cause, Finding, Format, Kind, Masks};
use yew::prelude::*;

use crate::engine::messages::{Answer, Group, Opened};
use crate::examples::Example;
use crate::hooks::Route;
use crate::locale::Language;
use crate::locale::help::Said;
use crate::shared::Shared;
use crate::text::Text;

/// Everything that the page remembers while it is open.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The language of the page and of the answers.
    pub language: Language,
    /// Light, dark, or as the device says.
    pub theme: Theme,
    /// Whether there is somebody to ask.
    pub engine: Engine,
    /// What the reader gave; `None` on the empty page.
    pub text: Option<Shared<Text>>,
    /// Whether the text came by typing: it is then read after a pause.
    pub typed: bool,
    /// Whether a part of it was pasted, and not read since.
    pub pasted: bool,
    /// Whether the text is being edited, or read with its marks.
    pub writing: bool,
    /// Whether the page is laid out as text beside answer.
    pub desk: bool,
    /// The number of the newest question; an answer to an older one is dropped.
    pub asked: u32,
    /// The newest answer. It stays until the next one is there, so that nothing jumps.
    pub answer: Option<Shared<Answered>>,
    /// Which finding is shown.
    pub chosen: usize,
    /// Whose steps are shown, once the reader has chosen.
    pub track: Option<Track>,
    /// What was pointed at last.
    pub lit: Option<Lit>,
    /// Where the focus goes after the next answer.
    pub focus: Focus,
    /// A file that could not be opened was given last.
    pub unreadable: bool,
    /// The example that was asked for and has not come yet.
    pub wanted: Option<Example>,
    /// Whether something that can be dropped hovers over the page.
    pub hovers: bool,
    /// Where in the page the reader is.
    pub route: Route,
    /// How often more of a long list was asked for.
    pub more: usize,
    /// The command that was copied last.
    pub copied: Option<AttrValue>,
    /// The report.
    pub report: Report,
    /// Files that are to be opened by the worker.
    pub opening: Option<Shared<Files>>,
    /// The messages of several files; `None` for one text.
    pub files: Option<Shared<Vec<Opened>>>,
    /// Which of them is shown.
    pub file: usize,
    /// Whether one of them is on its way.
    pub awaits_file: bool,
    /// What the page explains at length, in its language.
    pub help: Option<Shared<Help>>,
    /// What was looked up last; `None` while it is.
    pub looked_up: Option<Shared<Vec<Cause>>>,
    /// What the list of findings is filtered by.
    pub filter: AttrValue,
    /// By what the list of findings is sorted.
    pub sort: Sort,
}

/// Files as they were given: their names, and their bytes in the same order.
#[derive(Debug)]
pub struct Files {
    /// The names.
    pub names: Vec<String>,
    /// The bytes, each an `ArrayBuffer`.
    pub bytes: Array,
}

/// What the page explains at length, by the numbers of [`Said`].
#[derive(Debug)]
pub struct Help(Vec<String>);

impl Help {
    /// One of it.
    pub fn says(&self, it: Said) -> &str {
        self.0.get(it as usize).map_or("", String::as_str)
    }

    /// The recipes.
    pub fn recipes(&self) -> &[String] {
        self.0.get(Said::Recipe as usize..).unwrap_or_default()
    }
}

/// The report about a text, and how it is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Whether it is looked at.
    pub open: bool,
    /// What is masked.
    pub masks: Masks,
    /// What it is written as.
    pub format: Format,
    /// Its language, when it is not the page's.
    pub language: Option<Language>,
    /// What it says.
    pub text: Option<AttrValue>,
    /// Counts up with every question.
    pub asked: u32,
}

/// An order of the findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Sort {
    /// As the text has them.
    #[default]
    Given,
    /// By recipient.
    Recipient,
    /// By what happened, those alike together.
    Happened,
    /// By who has to act.
    Acts,
}

/// An answer and the text that it is about: spans of one never meet another text.
#[derive(Debug)]
pub struct Answered {
    /// What the engine says.
    pub analysis: Analysis,
    /// How many findings it has in all; the analysis holds the first of them.
    pub findings: usize,
    /// Causes of the catalogue that a short text names.
    pub found: Vec<Cause>,
    /// Of several findings: the titles of their causes without the values of one of them, by id.
    pub titles: Vec<(String, String)>,
    /// Of more findings than the analysis holds: what happened how often.
    pub groups: Vec<Group>,
    /// Of which text.
    pub text: Shared<Text>,
}

/// Whether there is somebody to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Not yet.
    Starting,
    /// Yes.
    Ready,
    /// It did not start, or stopped.
    Failed,
}

/// The page's colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the device says.
    Auto,
    /// Dark ink on paper.
    Light,
    /// Light ink on slate.
    Dark,
}

impl Theme {
    /// Its name, as the style sheet and the storage have it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name.
    pub fn of_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }

    /// The next one, for a button that goes around.
    pub const fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }
}

/// Whose steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    /// What a person without admin rights can do.
    Me,
    /// What whoever runs a mail system does.
    Admin,
}

impl Track {
    /// The track of who acts.
    pub const fn of(acts: Acts) -> Self {
        match acts {
            Acts::Sender | Acts::Recipient | Acts::Nobody => Self::Me,
            Acts::SenderAdmin | Acts::RecipientAdmin | Acts::Provider => Self::Admin,
        }
    }
}

/// A claim and its words, pointed at from one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lit {
    /// The claim's number.
    pub claim: usize,
    /// Where to look now.
    pub side: Side,
    /// Counts up, so that pointing at the same thing twice is seen twice.
    pub beat: u32,
}

/// The two sides of a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The words in the text.
    Words,
    /// The claim in the answer.
    Claim,
}

/// Where the focus is to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Focus {
    /// The place.
    pub target: Target,
    /// Counts up with every request, so that the same one twice is seen twice.
    pub count: u32,
}

/// A place that can take the focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Where it is.
    Here,
    /// The verdict, when it is there.
    Verdict,
    /// The box.
    Field,
    /// The report.
    Report,
}

/// Every way in which the state can change.
#[derive(Debug)]
pub enum Action {
    /// A text was pasted, dropped, opened: it is read at once, and shown with its marks.
    Given(Text),
    /// Files were given that the worker has to open.
    Opens(Files),
    /// A file could not be opened.
    Unreadable,
    /// The box was typed into.
    Typed(String),
    /// Something is pasted into the midst of the box.
    Pastes,
    /// The worker said something.
    Answer(Box<Answer>),
    /// The worker is gone.
    Broken,
    /// Something that can be dropped came over the page, or left it.
    Hovers(bool),
    /// The address changed.
    Went(Route),
    /// A command was copied.
    Copied(AttrValue),
    /// The list of findings is to be filtered.
    Filter(String),
    /// Something was clicked.
    Click(Click),
}

/// What a click can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// An example is to be shown.
    Try(Example),
    /// The text is to be edited.
    Edit,
    /// Editing is over.
    Done,
    /// The text is to be forgotten.
    Clear,
    /// Another language.
    Speak(Language),
    /// Other colours.
    Wear(Theme),
    /// Another finding.
    Choose(usize),
    /// The other track.
    Follow(Track),
    /// A claim's other side.
    Show(usize, Side),
    /// More of the list of findings and of the conversation.
    More,
    /// Another of several messages.
    Open(usize),
    /// Another order of the findings.
    Sort(Sort),
    /// The report opens or closes.
    Report,
    /// A kind of value is masked or not: its place in [`Masks::NAMES`].
    Mask(usize),
    /// The report's format.
    Write(Format),
    /// The findings are wanted for a spreadsheet.
    Export,
    /// The report's language.
    Translate(Language),
}

impl State {
    /// The state of a page that was just opened.
    pub fn new(language: Language, theme: Theme, route: Route) -> Self {
        Self {
            language,
            theme,
            engine: Engine::Starting,
            text: None,
            typed: false,
            pasted: false,
            writing: true,
            desk: false,
            asked: 0,
            answer: None,
            chosen: 0,
            track: None,
            lit: None,
            focus: Focus {
                target: Target::Here,
                count: 0,
            },
            unreadable: false,
            wanted: None,
            hovers: false,
            route,
            more: 0,
            copied: None,
            report: Report {
                open: false,
                masks: Masks::ALL,
                format: Format::Text,
                language: None,
                text: None,
                asked: 0,
            },
            opening: None,
            files: None,
            file: 0,
            awaits_file: false,
            help: None,
            looked_up: None,
            filter: AttrValue::default(),
            sort: Sort::Given,
        }
    }

    /// The report's language.
    pub fn report_language(&self) -> Language {
        self.report.language.unwrap_or(self.language)
    }

    /// A new report is wanted, when it is looked at.
    fn ask_for_report(&mut self) {
        if self.report.open {
            self.report.asked = self.report.asked.wrapping_add(1);
        }
    }

    /// Whether the answer is the one to the text that is there now.
    pub fn is_current(&self) -> bool {
        self.answer.as_ref().map(|it| &it.text) == self.text.as_ref()
    }

    /// A new question: the worker will be asked for the text that is there, in the language that is set.
    fn ask(&mut self) {
        self.asked = self.asked.wrapping_add(1);
    }

    fn forget_choices(&mut self) {
        self.chosen = 0;
        self.track = None;
        self.lit = None;
        self.more = 0;
        self.copied = None;
        self.filter = AttrValue::default();
        self.sort = Sort::Given;
        self.report.text = None;
    }

    fn clear(&mut self) {
        self.text = None;
        self.typed = false;
        self.answer = None;
        self.desk = false;
        self.writing = true;
        self.unreadable = false;
        self.wanted = None;
        self.forget_files();
        self.forget_choices();
        self.ask();
    }

    /// What is looked for may be among the findings that only the worker has.
    fn look_among_many(&mut self) {
        if self.answer.as_ref().is_some_and(|it| !it.groups.is_empty()) {
            self.chosen = 0;
            self.ask();
        }
    }

    fn forget_files(&mut self) {
        self.opening = None;
        self.files = None;
        self.file = 0;
        self.awaits_file = false;
    }

    fn look_at(&mut self, target: Target) {
        self.focus = Focus {
            target,
            count: self.focus.count.wrapping_add(1),
        };
    }

    fn give(&mut self, text: Text) {
        self.text = Some(Shared::new(text));
        self.typed = false;
        self.writing = false;
        self.desk = true;
        self.unreadable = false;
        self.wanted = None;
        self.forget_choices();
        self.look_at(Target::Verdict);
        self.ask();
    }
}

impl State {
    fn click(&mut self, click: Click) {
        match click {
            Click::Try(example) => {
                self.wanted = Some(example);
                self.ask();
            }
            Click::Edit => {
                self.writing = true;
                self.look_at(Target::Field);
            }
            Click::Done => self.writing = self.text.is_none(),
            Click::Clear => {
                self.clear();
                self.look_at(Target::Field);
            }
            Click::Speak(language) => {
                self.language = language;
                self.look_at(Target::Here);
                self.ask();
            }
            Click::Wear(theme) => self.theme = theme,
            Click::Choose(finding) => {
                self.track = None;
                self.lit = None;
                self.chosen = finding;
                self.look_at(Target::Verdict);
            }
            Click::Follow(track) => self.track = Some(track),
            Click::Show(claim, side) => {
                let beat = self.lit.map_or(0, |it| it.beat.wrapping_add(1));
                self.lit = Some(Lit { claim, side, beat });
                self.writing = false;
            }
            Click::More => self.more += 1,
            Click::Open(file) => {
                self.file = file;
                self.awaits_file = true;
            }
            Click::Sort(sort) => {
                self.sort = sort;
                self.look_among_many();
            }
            Click::Report => {
                self.report.open = !self.report.open;
                self.ask_for_report();
            }
            Click::Mask(kind) => {
                let masks = &mut self.report.masks;
                if let Some(mask) = masks.all_mut().into_iter().nth(kind) {
                    *mask = !*mask;
                }
                self.ask_for_report();
            }
            Click::Write(format) => {
                self.report.format = format;
                self.ask_for_report();
            }
            Click::Export => {
                self.report.format = Format::Csv;
                self.report.open = true;
                self.look_at(Target::Report);
                self.ask_for_report();
            }
            Click::Translate(language) => {
                self.report.language = Some(language);
                self.ask_for_report();
            }
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = Rc::unwrap_or_clone(self);
        match action {
            Action::Given(text) => {
                next.forget_files();
                next.give(text);
            }
            Action::Opens(files) => {
                next.forget_files();
                next.unreadable = false;
                next.opening = Some(Shared::new(files));
                next.awaits_file = true;
            }
            Action::Unreadable => next.unreadable = true,
            Action::Typed(words) if words.trim_ascii().is_empty() => next.clear(),
            Action::Pastes => next.pasted = true,
            Action::Typed(words) => {
                next.forget_files();
                next.text = Some(Shared::new(Text::typed(&words)));
                next.typed = true;
                next.writing = true;
                next.unreadable = false;
                next.lit = None;
                // Only the answer to a given text moves the focus, never one that comes while somebody types.
                next.look_at(Target::Here);
                next.ask();
            }
            Action::Answer(answer) => match *answer {
                Answer::Analysis {
                    id,
                    analysis,
                    findings,
                    found,
                    titles,
                    groups,
                } if id == next.asked => {
                    let Some(text) = next.text.clone() else {
                        return Rc::new(next);
                    };
                    if next.answer.as_ref().is_none_or(|it| it.text != text) {
                        next.forget_choices();
                    }
                    let answer = Answered {
                        analysis: *analysis,
                        findings: findings as usize,
                        found,
                        titles,
                        groups,
                        text,
                    };
                    next.desk |= !answer.is_question()
                        && (!answer.analysis.findings.is_empty() || answer.analysis.input.kind != Kind::Unknown);
                    // What was pasted into the midst of the box is no longer typing once a secret is seen in it.
                    if std::mem::take(&mut next.pasted) && !answer.analysis.secrets.is_empty() {
                        next.writing = false;
                        next.look_at(Target::Verdict);
                    }
                    next.answer = Some(Shared::new(answer));
                    next.ask_for_report();
                }
                // An older question's answer, and what the client has already dealt with.
                Answer::Analysis { .. } | Answer::Awake => {}
                Answer::Ready(_) => next.engine = Engine::Ready,
                Answer::NoPack(language) if language == next.language && next.engine != Engine::Ready => {
                    next.engine = Engine::Failed;
                }
                Answer::NoPack(_) => {}
                // Nothing could be taken out of them.
                Answer::Files(files) if next.opening.is_some() && files.is_empty() => {
                    next.forget_files();
                    next.unreadable = true;
                }
                Answer::Files(files) if next.opening.is_some() => {
                    next.files = (files.len() > 1).then(|| Shared::new(files))
                }
                Answer::Shown { file, name, size, head } if next.awaits_file && next.file == file as usize => {
                    next.awaits_file = false;
                    next.give(Text::held(name, size as usize, head));
                }
                // Of files that are no longer there.
                Answer::Files(_) | Answer::Shown { .. } => {}
                // A report that was asked for before the text changed is about nothing that is there.
                Answer::Report(text) if next.is_current() => next.report.text = Some(text.into()),
                Answer::Report(_) => {}
                Answer::LookedUp(causes) => next.looked_up = Some(Shared::new(causes)),
                Answer::Help(words) => next.help = Some(Shared::new(Help(words))),
                Answer::Example(words) => {
                    next.forget_files();
                    next.give(Text::typed(&words));
                }
            },
            Action::Broken => next.engine = Engine::Failed,
            Action::Hovers(hovers) => next.hovers = hovers,
            Action::Went(route) => {
                if next.route != route {
                    next.looked_up = None;
                }
                next.route = route;
            }
            Action::Filter(words) => {
                next.filter = words.into();
                next.look_among_many();
            }
            Action::Copied(command) => next.copied = Some(command),
            Action::Click(click) => next.click(click),
        }
        Rc::new(next)
    }
}

/// Of so many words, at most, the catalogue is asked what they mean; more are something that was said.
const WORDS: usize = 4;

impl Answered {
    /// Whether these are a few words that the catalogue knows, and nothing that a server has answered: what they can mean is told then, and
    /// no verdict as if mail had failed.
    pub fn is_question(&self) -> bool {
        let said = |it: &Finding| it.reply.is_some() || it.status.is_some();
        !self.found.is_empty()
            && !self.analysis.findings.iter().any(said)
            && self.text.head.trim_ascii().iter().filter(|it| **it == b' ').count() < WORDS
    }

    /// What a finding has in common with others that have the same cause.
    pub fn group<'a>(&'a self, finding: &'a Finding) -> &'a str {
        let id = finding.causes.first().map(|it| it.id.as_str());
        let title = self.titles.iter().find(|it| Some(it.0.as_str()) == id);
        title.map_or(&finding.verdict, |it| &it.1)
    }

    /// The finding that is shown.
    pub fn finding(&self, chosen: usize) -> Option<&Finding> {
        self.analysis
            .findings
            .get(chosen)
            .or_else(|| self.analysis.findings.first())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(actions: Vec<Action>) -> Rc<State> {
        actions.into_iter().fold(
            Rc::new(State::new(Language::English, Theme::Auto, Route::Home)),
            |state, it| state.reduce(it),
        )
    }

    fn given(words: &str) -> Action {
        Action::Given(Text::typed(words))
    }

    fn answer(id: u32, findings: usize) -> Action {
        let analysis = Analysis {
            findings: vec![Finding::default(); findings],
            ..Analysis::default()
        };
        Action::Answer(Box::new(Answer::Analysis {
            id,
            analysis: Box::new(analysis),
            findings: findings as u32,
            found: Vec::new(),
            titles: Vec::new(),
            groups: Vec::new(),
        }))
    }

    #[test]
    fn a_given_text_is_shown_beside_its_answer() {
        let state = after(vec![given("550"), answer(1, 1)]);
        assert!(state.desk && !state.writing && state.is_current());
        assert_eq!(state.focus.target, Target::Verdict);
    }

    #[test]
    fn typing_moves_nothing_until_something_is_understood() {
        assert!(!after(vec![Action::Typed("5".into()), answer(1, 0)]).desk);
        let state = after(vec![
            Action::Typed("5".into()),
            answer(1, 0),
            Action::Typed("550".into()),
            answer(2, 1),
        ]);
        assert!(state.desk && state.writing);
        assert_eq!(state.focus.target, Target::Here);
    }

    #[test]
    fn an_answer_to_an_older_text_is_dropped() {
        let state = after(vec![given("550"), given("551"), answer(1, 1)]);
        assert!(state.answer.is_none());
    }

    #[test]
    fn the_old_answer_stays_until_the_new_one_is_there() {
        let state = after(vec![given("550"), answer(1, 1), given("551")]);
        assert!(state.answer.is_some() && !state.is_current());
    }

    #[test]
    fn another_language_keeps_what_was_chosen() {
        let state = after(vec![
            given("550"),
            answer(1, 2),
            Action::Click(Click::Choose(1)),
            Action::Click(Click::Speak(Language::French)),
            answer(2, 2),
        ]);
        assert_eq!(state.chosen, 1);
        assert_eq!(state.language, Language::French);
    }

    #[test]
    fn clear_means_gone() {
        let state = after(vec![
            given("550"),
            answer(1, 1),
            Action::Click(Click::Clear),
            answer(1, 1),
            answer(2, 1),
        ]);
        assert!(state.text.is_none() && state.answer.is_none() && !state.desk && state.writing);
        let emptied = after(vec![given("550"), answer(1, 1), Action::Typed(" \n".into())]);
        assert!(emptied.text.is_none() && emptied.answer.is_none());
    }

    #[test]
    fn pointing_twice_is_seen_twice() {
        let state = after(vec![
            Action::Click(Click::Show(0, Side::Words)),
            Action::Click(Click::Show(0, Side::Words)),
        ]);
        assert_eq!(state.lit.map(|it| it.beat), Some(1));
    }

    #[test]
    fn a_missing_second_language_does_not_stop_the_first() {
        let pack = |answer| Action::Answer(Box::new(answer));
        let state = after(vec![
            pack(Answer::Ready(Language::English)),
            pack(Answer::NoPack(Language::French)),
        ]);
        assert_eq!(state.engine, Engine::Ready);
    }
}
