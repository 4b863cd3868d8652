//! English.

use super::Said::{self, *};

pub const HELP: &[(Said, &str)] = &[
    (
        WhereLead,
        "The more there is, the more exact the answer. The whole message as a file is best; the words of the report are good; the line with the code is enough to begin.",
    ),
    (WherePrograms, "Programs and devices: switch their debug output on"),
    (ProofTitle, "Nothing leaves this page, and you can check it"),
    (
        ProofLead,
        "Your text is read by a program that runs inside this page, on your own computer. There is no server that could receive it, no cookie, no counter, no font or script from elsewhere.",
    ),
    (ProofChecksTitle, "How to check"),
    (
        ProofChecks,
        "Switch your network off and paste again: everything works as before.\nOpen your browser’s developer tools (F12), the Network tab, and paste: no new line appears.\nRead the policy below. The browser enforces it: the page may load its own files and connect to nothing else.",
    ),
    (ProofPolicy, "The policy in force"),
    (
        ProofNoPolicy,
        "This copy of the page carries no policy of its own: it is a development build, or its host sets the policy in a response header.",
    ),
    (
        ProofPolicyCannot,
        "What the policy does not do: it does not stop you from following a link. Links open in a new tab and carry no referrer, and no address on this page ever holds any of your text. Installed as an app, this page takes what your phone shares by itself; if you have deleted its data since, open it once before you share to it, or the phone would send the text to the host.",
    ),
    (ProofLoaded, "What was loaded since the page began"),
    (
        ProofLoadedToo,
        "The part that reads, the worker, has fetched its program and the words of each language from beside this page: the Network tab lists these as well.",
    ),
    (ProofKeptTitle, "What is kept"),
    (
        ProofKept,
        "Your choice of language and colours, and the page’s own files, so that it opens without a network; both in this browser. Nothing of your text: clear, or close the page, and it is gone. Where this page stands inside another one, that one hears codes and names of causes, and no word of your text.",
    ),
    (ProofBuildTitle, "This build and its source"),
    (
        ProofBuild,
        "The version, and a hash over all files of the page: two copies with the same hash hold the same program. The SHA-256 of each file stands in sw.js beside the page, that of the single file in SHA256SUMS of its release.",
    ),
    (ProofSource, "The source of this build"),
    (
        ProofNoSource,
        "This copy does not say where its source is: somebody built it from a folder of their own.",
    ),
    // A program, and what to do in it, a line each.
    (
        Recipe,
        "Outlook (new) and Outlook on the web\nOpen the report, then … (More actions) › Save as: drop the .eml file here.\nOr … › View › View message source: select all, copy, paste here.",
    ),
    (
        Recipe,
        "Outlook (classic)\nOpen the report in its own window, click into its text, Ctrl+A, Ctrl+C, paste here.\n“Diagnostic information for administrators” at its end is the part that matters: scroll down to it.",
    ),
    (
        Recipe,
        "Outlook on a phone\nThe app shows no source: press the report’s text until it is marked, select all, copy, paste here. Or open the mailbox in a browser.",
    ),
    (
        Recipe,
        "Gmail\nOn a computer, open the report, then ⋮ (More) › Show original › Copy to clipboard, or Download original.",
    ),
    (
        Recipe,
        "Apple Mail\nView › Message › Raw Source (⌥⌘U): select all, copy, paste here.\nOr drag the message from the list onto the desktop, and the file from there onto this page.",
    ),
    (
        Recipe,
        "Yahoo Mail\nOn a computer, open the report, then … (More) › View raw message: select all, copy, paste here.",
    ),
    (
        Recipe,
        "Thunderbird\nOpen the report, Ctrl+U (Message Source): select all, copy, paste here. Or drag the message onto this page.",
    ),
];
