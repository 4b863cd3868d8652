//! The page's end of the line to the worker.
//!
//! `web_sys::Worker` directly, without gloo-worker: a file's bytes are *handed over* to the worker (nine megabytes without a
//! copy, so that the page does not stall), which gloo's codecs, one encoded value a message, have no place for; and gloo-worker
//! links bincode whatever the codec.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, Worker};
use yew::Callback;

use super::messages::{Answer, Order, Request, encode};
use super::reader::read;
use crate::locale::Language;

/// The line to the worker. One question is on its way at a time; of those that wait, the newest is kept.
#[derive(Clone)]
pub struct Client(Rc<RefCell<Line>>);

struct Line {
    worker: Worker,
    /// Whether the worker hears: what is posted before is lost.
    awake: bool,
    /// What was said before the worker was awake.
    early: Vec<(Request, Array)>,
    /// Whether a question is on its way.
    busy: bool,
    /// The newest question that waits.
    waiting: Option<Question>,
}

struct Question {
    id: u32,
    language: Language,
    order: Order,
    /// The text, unless it is the one that the worker has.
    text: Option<(Option<String>, ArrayBuffer)>,
}

impl Client {
    /// Starts the worker. `answered` hears all that it says, and `None` when it cannot start or has stopped.
    ///
    /// # Errors
    /// When the browser has no workers or refuses this one.
    pub fn start(
        script: &str,
        packs: Vec<(Language, String)>,
        answered: Callback<Option<Answer>>,
    ) -> Result<Self, JsValue> {
        let worker = Worker::new(script)?;
        let line = Rc::new(RefCell::new(Line {
            worker: worker.clone(),
            awake: false,
            early: vec![(Request::Start { packs }, Array::new())],
            busy: false,
            waiting: None,
        }));

        let broken = answered.clone();
        let hears = Rc::downgrade(&line);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let answer: Answer = read(&Uint8Array::new(&event.data()).to_vec());
            if let Some(line) = hears.upgrade() {
                line.borrow_mut().hear(&answer);
            }
            answered.emit(Some(answer));
        });
        let on_error = Closure::<dyn Fn(MessageEvent)>::new(move |_| broken.emit(None));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        // The worker lives as long as the page.
        on_message.forget();
        on_error.forget();
        Ok(Self(line))
    }

    /// Asks for the analysis of a text, or, without one, of the text that was sent last.
    pub fn ask(&self, id: u32, language: Language, order: Order, text: Option<(Option<String>, ArrayBuffer)>) {
        let mut line = self.0.borrow_mut();
        // A text that never got its turn is not lost when only the language changes meanwhile.
        let text = text.or_else(|| line.waiting.take().and_then(|it| it.text));
        line.waiting = Some(Question {
            id,
            language,
            order,
            text,
        });
        line.next();
    }

    /// Says something that is no question.
    pub fn say(&self, request: Request) {
        let mut line = self.0.borrow_mut();
        if matches!(request, Request::Forget | Request::Show { .. }) {
            line.waiting = None;
        }
        if line.awake {
            line.post(&request, &JsValue::UNDEFINED, &Array::new());
        } else {
            line.early.push((request, Array::new()));
        }
    }

    /// Has files opened; their bytes are given away.
    pub fn open(&self, names: Vec<String>, bytes: Array, language: Language) {
        let mut line = self.0.borrow_mut();
        line.waiting = None;
        let request = Request::Open { names, language };
        if line.awake {
            line.post(&request, &bytes, &bytes);
        } else {
            line.early.push((request, bytes));
        }
    }
}

impl Line {
    fn hear(&mut self, answer: &Answer) {
        match answer {
            Answer::Awake => {
                self.awake = true;
                for (request, load) in std::mem::take(&mut self.early) {
                    self.post(&request, &load, &load);
                }
                self.next();
            }
            Answer::Analysis { .. } => {
                self.busy = false;
                self.next();
            }
            _ => {}
        }
    }

    /// Sends the question that waits, if the worker is free for it.
    fn next(&mut self) {
        if !self.awake || self.busy {
            return;
        }
        let Some(Question {
            id,
            language,
            order,
            text,
        }) = self.waiting.take()
        else {
            return;
        };
        self.busy = true;
        match text {
            Some((name, bytes)) => self.post(&Request::Analyze { id, language, name }, &bytes, &Array::of1(&bytes)),
            None => self.post(
                &Request::Again { id, language, order },
                &JsValue::UNDEFINED,
                &Array::new(),
            ),
        }
    }

    fn post(&self, request: &Request, load: &JsValue, given_away: &Array) {
        let words = Uint8Array::from(encode(request).as_slice());
        // Posting fails only for values that cannot be cloned, and these can.
        let _ = self
            .worker
            .post_message_with_transfer(&Array::of2(&words, load), given_away);
    }
}
