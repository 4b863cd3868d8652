//! The worker: the engine, behind the messages of [`smtp_lens_app::engine::messages`].
//!
//! It fetches the language packs that lie beside it, the one that is asked for first before the others, and nothing else ever.
#![forbid(unsafe_code)]

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use js_sys::{Array, ArrayBuffer, Function, Reflect, Uint8Array};
use smtp_lens::container::{self, Data};
use smtp_lens::{Analysis, Cause, Charsets, Lens, Options, OwnCauses, read_causes};
use smtp_lens_app::engine::around;
use smtp_lens_app::engine::messages::{Answer, Request, decode, encode};
use smtp_lens_app::examples;
use smtp_lens_app::locale::Language;
use smtp_lens_app::text::SHOWN;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent, ReadableWritablePair, Response, TextDecoder};

/// How many findings are sent to the page.
const FINDINGS: usize = 200;
/// How many causes of the catalogue a question is answered with.
const FOUND: usize = 20;
/// A line so long, in bytes, may be a question to the catalogue.
const ASKED: usize = 80;
/// How many files of an archive are read.
const FILES: usize = 500;
/// How many lines of a conversation are sent to the page.
const LINES: usize = 2000;

fn main() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let worker = Rc::new(RefCell::new(Worker {
        scope: scope.clone(),
        lenses: Vec::new(),
        input: None,
        waiting: None,
        looking: None,
        around: None,
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
            request => {
                let packed = hears.borrow_mut().hear(request, message.get(1));
                if let Some((id, bytes)) = packed {
                    spawn_local(unpack(Rc::clone(&hears), id, bytes));
                }
            }
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
    input: Option<(Option<String>, Vec<u8>)>,
    /// A question that came before its language's pack.
    waiting: Option<(u32, Language)>,
    /// What is to be looked up once the language's pack is there.
    looking: Option<(String, Language)>,
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

    /// Gives back what has to be unpacked first, with its question's number.
    fn hear(&mut self, request: Request, load: JsValue) -> Option<(u32, Vec<u8>)> {
        match request {
            Request::Start { .. } => {}
            Request::Analyze { id, language, name } => {
                let bytes = load.dyn_into::<ArrayBuffer>().map(|it| Uint8Array::new(&it).to_vec());
                let bytes = bytes.unwrap_or_default();
                if container::open(&bytes).is_some() {
                    return Some((id, bytes));
                }
                self.input = Some((name, bytes));
                self.answer(id, language);
            }
            Request::Again { id, language } => self.answer(id, language),
            Request::Forget => {
                self.input = None;
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
            Request::Example(example) => self.say(&Answer::Example(examples::text(example).into())),
        }
        None
    }

    fn lens(&self, language: Language) -> Option<&Lens> {
        self.lenses.iter().find(|it| it.0 == language).map(|it| &it.1)
    }

    /// Causes that words or a code name: words are looked for in every language, and told in the one that is asked for.
    fn found(&self, lens: &Lens, asked: &str) -> Vec<Cause> {
        let mut ids = lens.look_up(asked);
        for (_, other) in &self.lenses {
            if ids.is_empty() {
                ids = other.look_up(asked);
            }
        }
        ids.iter().take(FOUND).filter_map(|it| lens.cause(it)).collect()
    }

    fn look_up(&mut self, what: String, language: Language) {
        let Some(lens) = self.lens(language) else {
            self.looking = Some((what, language));
            return;
        };
        let found = match what.split_once('/') {
            Some(("cause", id)) => lens.cause(id).into_iter().collect(),
            Some(("code", code)) => self.found(lens, code),
            _ => Vec::new(),
        };
        self.say(&Answer::LookedUp(found));
    }

    fn answer(&mut self, id: u32, language: Language) {
        let Some(lens) = self.lens(language) else {
            self.waiting = Some((id, language));
            return;
        };
        let (mut analysis, found) = match &self.input {
            Some((name, bytes)) => {
                let analysis = lens.analyze(bytes, &options(name));
                let asked = std::str::from_utf8(bytes).ok().map(str::trim);
                let asked = asked.filter(|it| it.len() <= ASKED && !it.contains('\n'));
                (analysis, asked.map(|it| self.found(lens, it)).unwrap_or_default())
            }
            None => (Analysis::default(), Vec::new()),
        };
        if let Some(around) = &mut self.around {
            around.last = Some((id, language));
            if self.input.is_some() {
                self.tell(&around::analysis(&analysis));
            }
        }
        let findings = analysis.findings.len() as u32;
        shorten(&mut analysis);
        self.say(&Answer::Analysis {
            id,
            analysis: Box::new(analysis),
            findings,
            found,
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

/// Takes off what the page does not show, so that the answer to a long log does not stall it.
fn shorten(analysis: &mut Analysis) {
    analysis.findings.truncate(FINDINGS);
    analysis.lines.truncate(LINES);
    analysis.lines.retain(|it| (it.span.1 as usize) <= SHOWN);
    analysis.not_understood.truncate(FINDINGS);
    analysis.remarks.truncate(FINDINGS);
}

/// Puts what a container holds in its place: the page shows that, and asks again.
async fn unpack(worker: Rc<RefCell<Worker>>, id: u32, bytes: Vec<u8>) {
    let mut files: Vec<Cow<'_, [u8]>> = Vec::new();
    for item in container::open(&bytes).into_iter().flatten().take(FILES) {
        match item.data {
            Data::Plain(it) => files.push(it),
            Data::Deflated(it) => files.extend(inflate(it).await.map(Cow::Owned)),
        }
    }
    let words = match files.as_slice() {
        [only] => String::from_utf8_lossy(only).into_owned(),
        _ => String::from_utf8_lossy(&container::join(files.iter().map(|it| &**it))).into_owned(),
    };
    let worker = worker.borrow();
    worker.say(&Answer::Example(words));
    // The question is answered with nothing, so that the next one gets its turn.
    worker.say(&Answer::Analysis {
        id,
        analysis: Box::default(),
        findings: 0,
        found: Vec::new(),
    });
}

/// Inflates bytes by the browser's own means; `None` when they are damaged.
async fn inflate(bytes: &[u8]) -> Option<Vec<u8>> {
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let class: Function = Reflect::get(&js_sys::global(), &"DecompressionStream".into())
        .ok()?
        .unchecked_into();
    let through = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?;
    let through: ReadableWritablePair = through.unchecked_into();
    let response = Response::new_with_opt_readable_stream(Some(&blob.stream().pipe_through(&through))).ok()?;
    let bytes = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
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
