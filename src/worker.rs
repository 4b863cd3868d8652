//! The worker: the engine, behind the messages of [`smtp_lens_app::engine::messages`].
//!
//! It fetches the language packs that lie beside it, the one that is asked for first before the others, and nothing else ever.
#![forbid(unsafe_code)]

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use smtp_lens::container::{self, Data};
use smtp_lens::{Analysis, Cause, Charsets, Lens, Options, OwnCauses, read_causes};
use smtp_lens_app::engine::messages::{Answer, Opened, Order, Request, decode, encode};
use smtp_lens_app::engine::{around, many};
use smtp_lens_app::examples;
use smtp_lens_app::locale::{Language, help};
use smtp_lens_app::text::SHOWN;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, ReadableStreamDefaultReader, Response, TextDecoder};

/// How many findings are sent to the page.
const FINDINGS: usize = 200;
/// How many causes of the catalogue a question is answered with.
const FOUND: usize = 20;
/// A line so long, in bytes, may be a question to the catalogue.
const ASKED: usize = 80;
/// How many messages are opened at once.
const FILES: usize = 500;
/// Files inside of files are opened so deep.
const DEPTH: usize = 3;
/// How many lines of a conversation are sent to the page.
const LINES: usize = 2000;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        lenses: Vec::new(),
        input: None,
        waiting: None,
        answered: None,
        looking: None,
        order: Order::default(),
        around: None,
        files: Vec::new(),
        listed: None,
    }));
    let hears = Rc::clone(&worker);
    let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(catalog) = event.data().as_string() {
            return hears.borrow_mut().hear_around(&catalog);
        }
        let message: Array = event.data().unchecked_into();
        let Some(request) = decode::<Request>(&Uint8Array::new(&message.get(0)).to_vec()) else {
            return;
        };
        match request {
            Request::Start { packs } => spawn_local(fetch_packs(Rc::clone(&hears), packs)),
            Request::Open { names, language } => {
                let files = Array::from(&message.get(1));
                spawn_local(open(Rc::clone(&hears), names, files, language));
            }
            request => hears.borrow_mut().hear(request, message.get(1)),
        }
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    worker.borrow().say(&Answer::Awake);
}

struct Worker {
    scope: DedicatedWorkerGlobalScope,
    /// The engine in every language whose pack is there.
    lenses: Vec<(Language, Lens)>,
    /// The input that came last: its name and its bytes.
    input: Option<(Option<String>, Rc<Vec<u8>>)>,
    /// A question that came before its language's pack.
    waiting: Option<(u32, Language)>,
    /// The question that was answered last.
    answered: Option<(u32, Language)>,
    /// What is to be looked up once the language's pack is there.
    looking: Option<(String, Language)>,
    /// The messages of several files.
    files: Vec<(String, Rc<Vec<u8>>)>,
    /// The language in which they were last told of.
    listed: Option<Language>,
    /// Which of many findings come first.
    order: Order,
    /// What a page around the page asks for, when there is one.
    around: Option<Around>,
}

/// The page stands in a frame of another one, which hears what is found and may have causes of its own.
#[derive(Default)]
struct Around {
    own: Option<Arc<OwnCauses>>,
    /// The packs, for other causes.
    packs: Vec<(Language, Vec<u8>)>,
    /// The question that was answered last.
    last: Option<(u32, Language)>,
}

impl Worker {
    fn say(&self, answer: &Answer) {
        let words = Uint8Array::from(encode(answer).as_slice());
        // Posting fails only for values that cannot be cloned, and this can.
        let _ = self
            .scope
            .post_message_with_transfer(&words, &Array::of1(&words.buffer()));
    }

    /// Takes the causes of the site around the page, none in an empty text, and answers the last question once more with them.
    fn hear_around(&mut self, catalog: &str) {
        let read = match catalog {
            "" => Ok(None),
            text => read_causes(text).map(|it| Some(Arc::new(it))),
        };
        self.tell(&around::faults(read.as_ref().err().map_or(&[], Vec::as_slice)));
        let around = self.around.get_or_insert_default();
        let last = around.last;
        around.own = read.unwrap_or_default();
        self.lenses.clear();
        for (language, pack) in std::mem::take(&mut around.packs) {
            self.add(language, pack);
        }
        if let Some((id, language)) = last.filter(|_| self.input.is_some()) {
            self.answer(id, language);
        }
    }

    /// Says something to the page around.
    fn tell(&self, words: &str) {
        // Posting a string does not fail.
        let _ = self.scope.post_message(&words.into());
    }

    /// Prepares a language; tells whether its pack is a pack.
    fn add(&mut self, language: Language, pack: Vec<u8>) -> bool {
        // The second language shares what the first one has prepared.
        let lens = match self.lenses.first() {
            Some((_, first)) => first.in_language(&pack),
            None => Lens::with_causes(&pack, self.around.as_ref().and_then(|it| it.own.clone())),
        };
        let Ok(lens) = lens else { return false };
        self.lenses.push((language, lens));
        if let Some(around) = &mut self.around {
            around.packs.push((language, pack));
        }
        true
    }

    fn hear(&mut self, request: Request, load: JsValue) {
        match request {
            Request::Start { .. } | Request::Open { .. } => {}
            Request::Show { file } => self.show(file as usize),
            Request::Analyze { id, language, name } => {
                // What came before goes first: two inputs are never held at once.
                self.input = None;
                self.files = Vec::new();
                let bytes = load.dyn_into::<ArrayBuffer>().map(taken);
                self.input = Some((name, Rc::new(bytes.unwrap_or_default())));
                self.order = Order::default();
                self.answer(id, language);
            }
            Request::Again { id, language, order } => {
                self.order = order;
                self.answer(id, language);
            }
            Request::Forget => {
                self.input = None;
                self.files = Vec::new();
                self.waiting = None;
            }
            Request::Report {
                language,
                masks,
                format,
            } => {
                if let (Some(lens), Some((name, bytes))) = (self.lens(language), &self.input) {
                    let redacted = lens.redact(bytes, &options(name), masks);
                    self.say(&Answer::Report(lens.report(&redacted, format)));
                }
            }
            Request::LookUp { what, language } => self.look_up(what, language),
            Request::Help(language) => self.say(&Answer::Help(help::of(language))),
            Request::Example(example) => self.say(&Answer::Example(examples::text(example).into())),
        }
    }

    fn lens(&self, language: Language) -> Option<&Lens> {
        self.lenses.iter().find(|it| it.0 == language).map(|it| &it.1)
    }

    /// Causes that words or a code name: words are looked for in every language, and told in the one that is asked for.
    /// What is known to fit them comes first.
    fn found(&self, lens: &Lens, asked: &str, known: Option<&Cause>) -> Vec<Cause> {
        let mut ids: Vec<String> = known.iter().map(|it| it.id.clone()).collect();
        let lenses = std::iter::once(lens).chain(self.lenses.iter().map(|it| &it.1));
        for id in lenses.flat_map(|it| it.look_up(asked)) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.iter().take(FOUND).filter_map(|it| lens.cause(it)).collect()
    }

    /// The input, when it is short enough to be a question to the catalogue.
    fn question(&self) -> Option<&str> {
        let (_, bytes) = self.input.as_ref()?;
        let asked = std::str::from_utf8(bytes).ok()?.trim();
        (asked.len() <= ASKED && !asked.contains('\n')).then_some(asked)
    }

    fn look_up(&mut self, what: String, language: Language) {
        let Some(lens) = self.lens(language) else {
            self.looking = Some((what, language));
            return;
        };
        let found = match what.split_once('/') {
            Some(("cause", id)) => lens.cause(id).into_iter().collect(),
            Some(("code", code)) => self.found(lens, code, None),
            _ => Vec::new(),
        };
        self.say(&Answer::LookedUp(found));
    }

    /// Tells of every message that was opened, in a language.
    fn list(&mut self, language: Language) {
        let Some(lens) = self.lens(language) else { return };
        let told = self.files.iter().map(|(name, bytes)| {
            let said = lens.analyze(bytes, &options(&Some(name.clone())));
            let first = said.findings.first();
            Opened {
                name: name.clone(),
                kind: said.input.kind,
                outcome: first.map(|it| it.outcome).unwrap_or_default(),
                permanent: first.and_then(|it| it.permanent),
                verdict: first.map(|it| it.verdict.clone()).unwrap_or_default(),
                findings: said.findings.len() as u32,
            }
        });
        self.say(&Answer::Files(told.collect()));
        self.listed = Some(language);
    }

    fn show(&mut self, file: usize) {
        let Some((name, bytes)) = self.files.get(file) else {
            return;
        };
        self.say(&Answer::Shown {
            file: file as u32,
            name: name.clone(),
            size: bytes.len() as u32,
            head: bytes[..bytes.len().min(SHOWN)].to_vec(),
        });
        self.input = Some((Some(name.clone()), Rc::clone(bytes)));
    }

    fn answer(&mut self, id: u32, language: Language) {
        self.answered = Some((id, language));
        if self.files.len() > 1 && self.listed != Some(language) {
            self.list(language);
        }
        let Some(lens) = self.lens(language) else {
            self.waiting = Some((id, language));
            return;
        };
        let (mut analysis, found) = match &self.input {
            Some((name, bytes)) => {
                let analysis = lens.analyze(bytes, &options(name));
                let known = analysis.findings.first().and_then(|it| it.causes.first());
                let found = self.question().map(|it| self.found(lens, it, known));
                (analysis, found.unwrap_or_default())
            }
            None => (Analysis::default(), Vec::new()),
        };
        let look = |id: &str| lens.cause(id);
        let mut groups = Vec::new();
        let findings = analysis.findings.len() as u32;
        if analysis.findings.len() > FINDINGS {
            groups = many::groups(&analysis.findings, &look);
            analysis.findings = many::first(analysis.findings, FINDINGS, &self.order, &look);
            many::tell_whole(&mut analysis.findings, &look);
        }
        let mut titles: Vec<(String, String)> = Vec::new();
        for cause in analysis
            .findings
            .iter()
            .take(FINDINGS)
            .filter_map(|it| it.causes.first())
        {
            if analysis.findings.len() > 1 && !titles.iter().any(|it| it.0 == cause.id) {
                titles.extend(lens.cause(&cause.id).map(|it| (it.id, it.title)));
            }
        }
        if let Some(around) = &mut self.around {
            around.last = Some((id, language));
            if self.input.is_some() {
                self.tell(&around::analysis(&analysis));
            }
        }
        shorten(&mut analysis);
        self.say(&Answer::Analysis {
            id,
            analysis: Box::new(analysis),
            findings,
            found,
            titles,
            groups,
        });
    }
}

/// How an input of this name is read.
fn options(name: &Option<String>) -> Options<'static> {
    Options {
        name: name.clone(),
        charsets: Some(&Browser),
    }
}

/// The bytes that the page gave away. The browser's own copy of them is let go at once, where the browser can: by itself it is
/// kept until the next collection of garbage, and counts as much as the input.
fn taken(bytes: ArrayBuffer) -> Vec<u8> {
    let copy = Uint8Array::new(&bytes).to_vec();
    let transfer = Reflect::get(&bytes, &"transfer".into()).and_then(|it| it.dyn_into::<Function>());
    if let Ok(transfer) = transfer {
        // Moved into a buffer of no bytes.
        let _ = transfer.call1(&bytes, &0.into());
    }
    copy
}

/// Takes off what the page does not show, so that the answer to a long log does not stall it.
fn shorten(analysis: &mut Analysis) {
    analysis.findings.truncate(FINDINGS);
    analysis.lines.truncate(LINES);
    analysis.lines.retain(|it| (it.span.1 as usize) <= SHOWN);
    analysis.not_understood.truncate(FINDINGS);
    analysis.remarks.truncate(FINDINGS);
}

/// Takes files apart: what is compressed, archives, Outlook's files, mailboxes; then tells of what they hold and shows the first.
async fn open(worker: Rc<RefCell<Worker>>, names: Vec<String>, files: Array, language: Language) {
    let mut messages: Vec<(String, Rc<Vec<u8>>)> = Vec::new();
    // What is still to be looked into, the next one last.
    let given = names.into_iter().zip(files.iter());
    let mut closed: Vec<(usize, String, Vec<u8>)> = given
        .map(|(name, file)| (0, name, taken(file.unchecked_into())))
        .collect();
    closed.reverse();
    while let Some((depth, name, bytes)) = closed.pop() {
        let Some(items) = container::open(&bytes).filter(|_| depth < DEPTH) else {
            take(&mut messages, name, bytes);
            continue;
        };
        let place = closed.len();
        for item in items.into_iter().take(FILES) {
            let inside = match item.data {
                Data::Plain(it) => Some(it.into_owned()),
                Data::Deflated(it) => inflate(it).await,
            };
            if let Some(inside) = inside {
                let name = match item.name {
                    Some(own) => [&name, "/", &own].concat(),
                    None => name.strip_suffix(".gz").unwrap_or(&name).to_owned(),
                };
                closed.insert(place, (depth + 1, name, inside));
            }
        }
    }
    let mut worker = worker.borrow_mut();
    if messages.is_empty() {
        return worker.say(&Answer::Files(Vec::new()));
    }
    worker.files = messages;
    worker.list(language);
    worker.show(0);
}

/// Adds the messages of a file.
fn take(messages: &mut Vec<(String, Rc<Vec<u8>>)>, name: String, bytes: Vec<u8>) {
    let all = container::messages(&bytes);
    if all.len() == 1 && messages.len() < FILES {
        messages.push((name, Rc::new(bytes)));
        return;
    }
    let several = all.len() > 1;
    for (number, it) in all.into_iter().enumerate().take(FILES.saturating_sub(messages.len())) {
        let name = match several {
            true => [&name, " (", &(number + 1).to_string(), ")"].concat(),
            false => name.clone(),
        };
        messages.push((name, Rc::new(it.to_vec())));
    }
}

/// Inflates bytes by the browser's own means; `None` when they are damaged, or hold more than a page should.
async fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let class: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let opener = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
    let stream = blob.stream().pipe_through(opener.unchecked_ref());
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut whole = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.ok()?;
        if Reflect::get(&chunk, &"done".into()).ok()?.is_truthy() {
            return Some(whole);
        }
        let value: Uint8Array = Reflect::get(&chunk, &"value".into()).ok()?.unchecked_into();
        whole.extend(value.to_vec());
        if whole.len() > container::ITEM_LIMIT {
            return None;
        }
    }
}

/// Fetches the packs one after the other, the first one first.
async fn fetch_packs(worker: Rc<RefCell<Worker>>, packs: Vec<(Language, String)>) {
    let scope = worker.borrow().scope.clone();
    for (language, file) in packs {
        let pack = fetch(&scope, &file).await;
        let mut worker = worker.borrow_mut();
        if !pack.is_some_and(|pack| worker.add(language, pack)) {
            worker.say(&Answer::NoPack(language));
            continue;
        }
        worker.say(&Answer::Ready(language));
        if let Some((id, asked)) = worker.waiting.take() {
            worker.answer(id, asked);
        } else if let Some((id, asked)) = worker.answered.filter(|_| worker.question().is_some()) {
            // Words of this language may be what was asked.
            worker.answer(id, asked);
        }
        if let Some((what, asked)) = worker.looking.take() {
            worker.look_up(what, asked);
        }
    }
}

/// A file's bytes; `None` when it did not arrive.
async fn fetch(scope: &DedicatedWorkerGlobalScope, file: &str) -> Option<Vec<u8>> {
    let response: Response = JsFuture::from(scope.fetch_with_str(file)).await.ok()?.unchecked_into();
    if !response.ok() {
        return None;
    }
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}

/// The browser's own character sets.
struct Browser;

impl Charsets for Browser {
    fn decode(&self, label: &str, bytes: &[u8]) -> Option<String> {
        TextDecoder::new_with_label(label)
            .ok()?
            .decode_with_u8_array(bytes)
            .ok()
    }
}
