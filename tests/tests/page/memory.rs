//! How much memory a large input takes.

use std::fs;

use serde_json::json;
use smtp_lens_page_tests::{Page, copy_of_the_page, part};

/// The engine's memory grows by so many times a log's size at most, the log itself included.
const TIMES: f64 = 3.0;

/// So many messages make a log of nine megabytes.
const MESSAGES: usize = 4_000;

/// Stands before the worker's script in a copy of the page, and tells whoever asks how large the engine's memory is.
const TELLS: &str = "
for (const name of ['instantiate', 'instantiateStreaming']) {
    const make = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
        const made = await make.apply(WebAssembly, given);
        const channel = new BroadcastChannel('memory');
        channel.onmessage = () => channel.postMessage((made.instance || made).exports.memory.buffer.byteLength);
        return made;
    };
}
";

/// Asks for it.
const ASK: &str = "
    const [done] = arguments;
    const channel = new BroadcastChannel('memory');
    channel.onmessage = (it) => { channel.close(); done(it.data); };
    channel.postMessage('how much?');";

/// Drops a log on the page, of so many messages, each to a recipient of its own; gives its size, and how long the answer took.
const DROP: &str = "
    const [messages, part, done] = arguments;
    // A character that cleaning takes out: the log is not read where it lies then.
    const lines = ['Nov 24 10:02:10 mail postfix/smtp[2117]: warning: mx.example.net says that l’adresse is not known'];
    for (let it = 0; it < messages; it += 1) {
        const id = (0x4F2A600000 + it).toString(16).toUpperCase();
        const head = (program) => `Nov 24 10:02:11 mail postfix/${program}[2117]: ${id}: `;
        const told = 'Recipient address rejected: Mailbox is over its quota, try again later (in reply to RCPT TO command)';
        const tried = (status, code) => `${head('smtp')}to=<reader${it}@example.org>, relay=mx.example.org[192.0.2.7]:25, delay=1.2, `
            + `delays=0.1/0/0.4/0.7, dsn=${code[0]}.2.2, status=${status} (host mx.example.org[192.0.2.7] said: ${code} ${code[0]}.2.2 `
            + `<reader${it}@example.org>: ${told})`;
        lines.push(
            'Nov 24 10:02:11 mail postfix/smtpd[2117]: connect from app.example.com[192.0.2.44]',
            `${head('smtpd')}client=app.example.com[192.0.2.44]`,
            `${head('cleanup')}message-id=<${id}@app.example.com>`,
            `${head('qmgr')}from=<news@example.com>, size=4093, nrcpt=1 (queue active)`,
            'Nov 24 10:02:11 mail postfix/smtpd[2117]: disconnect from app.example.com[192.0.2.44] ehlo=1 mail=1 rcpt=1 data=1 quit=1 commands=5',
            ...[1, 2, 3, 4].map(() => tried('deferred', '452')),
            tried('bounced', '552'),
            `${head('bounce')}sender non-delivery notification: 5${id}`,
            `${head('qmgr')}removed`,
        );
    }
    const log = lines.join('\\n');
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([log], 'mail.log', { type: 'text/plain' }));
    const start = performance.now();
    const observer = new MutationObserver(() => {
        if (document.querySelector(part)?.textContent.includes('reader0@example.org')) {
            observer.disconnect();
            done([log.length, performance.now() - start]);
        }
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));";

#[test]
fn a_log_of_9_mb_takes_three_times_its_size_at_most() {
    let folder = copy_of_the_page();
    for entry in fs::read_dir(folder.path()).expect("the copy can be listed") {
        let file = entry.expect("its files can be listed").path();
        let name = file.file_name().and_then(|it| it.to_str()).unwrap_or_default();
        if name.starts_with("worker") && name.ends_with(".js") {
            let script = fs::read_to_string(&file).expect("the worker's script can be read");
            fs::write(&file, format!("{TELLS}{script}")).expect("it can be written");
        }
    }
    let page = Page::open_folder(folder.path());
    // The engine is ready when it has answered once.
    page.paste("550 5.1.1 User unknown");
    page.wait_for(part::VERDICT);
    let memory = || page.run_until_done(ASK, &[]).as_f64().expect("a number of bytes");
    let before = memory();

    let told = page.run_until_done(DROP, &[json!(MESSAGES), json!(part::ANSWER)]);
    let (size, time) = (
        told[0].as_f64().unwrap_or_default(),
        told[1].as_f64().unwrap_or_default(),
    );
    let grown = memory() - before;
    println!(
        "A log of {:.1} MB is answered in {time:.0} ms; the engine's memory grew by {:.1} MB, {:.1} times the log",
        size / 1e6,
        grown / 1e6,
        grown / size
    );
    assert!(
        size > 8e6 && grown <= TIMES * size,
        "{before} bytes and {grown} more for {size}"
    );
}
