//! English.

use super::{Language, Plural, Words};

pub static WORDS: Words = Words {
    language: Language::English,

    // the bar and the frame
    skip: "Skip to the answer",
    seal: "Nothing leaves this page",
    seal_short: "Nothing leaves this page: how to check it",
    theme: "Colours: {}",
    theme_auto: "as on your device",
    theme_light: "light",
    theme_dark: "dark",
    page_title: "SMTP Lens: why mail did not arrive",
    back: "Back to the text",

    // nothing yet
    headline: "Your mail did not go out, or came back. Find out why.",
    lead: "Paste the bounce, the error, the transcript or the log, as it is. The answer says what happened, who has to act, and which document says so.",
    placeholder: "Paste here, or drop files: .eml .msg .mbox .txt .log .zip .gz\n\n535 5.7.3 Authentication unsuccessful\nor only: 5.7.57, or: mailbox full",
    promise: "Read on your own computer. Nothing is sent, nothing is kept.",
    try_one: "Or try one of these",
    examples: [
        "5.7.57 from a scanner",
        "A swaks transcript: 535 5.7.139",
        "“Address not found” from Gmail",
        "A PHPMailer debug log",
        "Three lines of a Postfix log",
        "An Exchange report in French",
    ],
    where_title: "Where do I find the whole message?",

    // the text
    your_text: "Your text",
    open_file: "Open file",
    edit: "Edit",
    done: "Done",
    clear: "Clear",
    drop_here: "Drop it here",
    hidden: "hidden",
    secret_found: "A password or a token is in this text. The answer and the report hide it. Change it if you have shown the text to anyone.",
    cut: "The first {} of {} are shown. All of it was read.",
    binary: "This file is not text: {}, {}.",
    unreadable_file: "This file could not be opened: it is damaged, empty, locked by a password, or too large.",
    empty_text: "There is nothing in this file.",
    empty_helps: "It has no bytes: it was not saved whole, or is another one. What helps:",
    lines: Plural {
        one: "{} line",
        other: "{} lines",
    },

    // waiting
    reading: "Reading …",
    starting: "Getting ready to read …",
    no_engine_title: "The part that reads could not start.",
    no_engine: "The page is here, but a file that it needs did not arrive, or the browser does not run WebAssembly in the background. Your text has not gone anywhere.",
    reload: "Load the page again",
    not_yet: "Nothing here yet that is understood. Go on, or paste the whole message.",
    all_causes: "All causes that this page knows",

    // the verdict
    refused: "Refused",
    refused_for_now: "Refused for now",
    not_sent: "Not sent",
    not_delivered: "Not delivered",
    delayed: "Waiting",
    delivered: "Delivered",
    relayed: "Handed on",
    expanded: "Handed on to several",
    complaint: "Complaint",
    auto_reply: "Automatic reply",
    permanent: "will not work by trying again",
    temporary: "can work by trying again later",
    will_retry: "will be tried again by itself",
    given_up: "given up: sending it again can work",
    // connect tls helo auth mail rcpt data message delivery
    stages: [
        "when connecting",
        "when encryption started",
        "at the greeting",
        "at sign-in",
        "at the sender’s address",
        "at the recipient’s address",
        "before the message",
        "after the message",
        "after acceptance",
    ],
    unverified: "Unverified",
    unverified_why: "This explanation is a draft: nobody has checked it against its sources yet.",
    exception: "When this is not your case:",
    follows: "only follows from the one before",

    // the way of the mail
    way: "The way of the mail",
    // you, your server, filter, their server, mailbox
    places: ["You", "Your mail server", "Filter", "Their mail server", "Mailbox"],
    way_passed: "passed",
    way_here: "stopped here",
    way_waiting: "waiting here",
    way_after: "not reached",
    // sender, sender-admin, recipient, recipient-admin, provider, nobody
    acts: [
        "you",
        "your administrator",
        "the recipient",
        "their administrator",
        "the service that refused",
        "nobody for now",
    ],
    act: [
        "You act",
        "Your administrator acts",
        "The recipient acts",
        "Their administrator acts",
        "The service that refused acts",
        "Nobody needs to act",
    ],

    // the steps
    what_to_do: "What to do",
    track_me: "If you are not the administrator",
    track_admin: "Administrator",
    step_done: "Step {} done",
    copy: "Copy",
    copied: "Copied",
    opens: "Opens {} in a new tab",
    step_for: "For {}",

    // why we think so
    why: "Why we think so",
    why_hint: "Click words to see them in your text",
    show_in_text: "Show in your text",
    show_claim: "Shows what these words prove",
    // text, provider-code, code, class
    matched: [
        "The documented words are there.",
        "The provider gives this code that meaning; the words differ or are missing.",
        "This is what the standard says of the code; nothing more exact is known.",
        "Only the class of the code is known.",
    ],
    reply: "Reply",
    status: "Status code",
    said_by: "Said by",
    told_by: "Reported by",
    queue_id: "Queue id",
    at: "When",
    sources: "Sources",
    read_on: "read on {}",
    source_vendor: "documents the cause",
    source_standard: "standard",
    source_seen: "a place where this reply was met",
    source_advice: "documents a step",

    // others
    others: "Other possible causes",
    recipients: Plural {
        one: "{} recipient",
        other: "{} recipients",
    },
    results: Plural {
        one: "{} result",
        other: "{} results",
    },
    recipient: "Recipient",
    step: "Step",
    happened: "What happened",
    who_acts: "Who acts",
    no_recipient: "not named",
    how_often: "What happened, how often",
    one_of: "{} of {}",
    filter: "Filter",
    export: "Export",
    more: "Show {} more",

    // the conversation
    talk: "The conversation, line by line",
    exchanges: Plural {
        one: "{} exchange",
        other: "{} exchanges",
    },
    phases: ["Connect", "TLS", "Hello", "Sign in", "From", "To", "Message"],
    phase_done: "done",
    phase_here: "stopped here",
    phase_after: "not reached",
    // client, server, program, message
    who: ["You", "Server", "Program", "Message"],
    quiet_lines: Plural {
        one: "{} line that says nothing about delivery",
        other: "{} lines that say nothing about delivery",
    },
    session: "Session with {}",

    // the way, server by server
    story: "What the log tells, step by step",
    attempts: Plural {
        one: "{} attempt",
        other: "{} attempts",
    },
    hops: "The way, server by server",
    hop_from: "from",
    later: "{} later",
    clocks_differ: "{} before the server before it: their clocks differ",

    // several files
    files: Plural {
        one: "{} message",
        other: "{} messages",
    },
    file: "File",

    // the report, and the catalogue
    report: "Report for your help desk",
    report_lead: "The answer and your text, without what is private: the same value is the same word everywhere. Look it over before you show it: no program knows every name.",
    mask: "Mask",
    // in the order of Masks::NAMES
    masks: [
        "mail addresses",
        "names and subjects",
        "host names",
        "IP addresses",
        "ids and numbers",
    ],
    report_format: "Format",
    report_language: "Language",
    download: "Download",
    found: "In the catalogue",
    cause_page: "This cause has a page of its own",
    code_means: "What {} can mean",
    words_mean: "What “{}” can mean",
    no_such: "The catalogue has nothing under this address.",

    // the rest
    unread: "Not understood",
    unread_lead: "These parts look as if they meant something. They are not part of the answer.",
    remarks: "Also noticed",
    nothing_title: "Nothing here that I understand.",
    nothing: "The text holds no reply of a mail server, no report and no log line that is known. What helps:",
    paste_instead: &[
        "the whole report that came back, from its first line to its last, or the file of it",
        "the line with the code: three digits such as 550, or three numbers such as 5.7.1",
        "the debug output of the program or device that sends, or the lines of the mail log",
    ],
    fine_message_title: "This is an ordinary message.",
    fine_message: "Nothing in it says that delivery failed. If a message of yours did not arrive, paste the report that came back instead.",
    fine_headers_title: "These are the header lines of a message.",
    fine_headers: "They tell which way it took. Nothing in them says that delivery failed.",
    fine_talk_title: "Nothing was refused here.",
    fine_talk: "The text was read to its end, and no step in it failed. If the message did not arrive all the same, look for a report that came back later.",
    // bounce notice transcript error log reply headers complaint auto-reply message unknown
    kinds: [
        "delivery report",
        "words of a delivery report",
        "transcript of a session",
        "error of a program",
        "mail log",
        "reply of a server",
        "header lines",
        "spam complaint",
        "automatic reply",
        "message",
        "",
    ],
};
