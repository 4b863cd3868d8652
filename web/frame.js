// In a frame of another page: what that page may say to this one, and what it hears. See docs/embedding.md for the messages.
//
// The page around hears what an answer is about (codes, reasons, ids of causes) and never a word of the text: nobody who reads
// "nothing leaves this page" has to trust the site around it.

import * as give from "./give.js";

if (parent !== window) {
  const say = (type, more) => parent.postMessage({ type: `smtp-lens:${type}`, ...more }, "*");
  let worker;
  let catalog = "";

  // The page starts one worker, and this script runs before the page's: it hears what is not for the page.
  globalThis.Worker = class extends Worker {
    constructor(...how) {
      super(...how);
      worker = this;
      let awake = false;
      this.addEventListener("message", event => {
        if (!awake) {
          awake = true;
          // Also without causes of the site's own: from now on the worker tells what it found.
          this.postMessage(catalog);
          say("ready", { version: document.querySelector("meta[name=version]").content });
        } else if (typeof event.data === "string") {
          event.stopImmediatePropagation();
          const { type, ...more } = JSON.parse(event.data);
          say(type, more);
        }
      });
    }
  };

  /** What the page around has set; what it has not set stays the reader's choice. */
  const set = { lang: undefined, theme: undefined };

  const hears = {
    input({ text, bytes, file, name }) {
      if (file) give.files([file]);
      else if (bytes) give.files([new File([bytes], name ?? "input")]);
      else if (typeof text === "string") give.words(text);
    },
    settings(settings) {
      for (const it of ["lang", "theme"]) if (it in settings) set[it] = settings[it] || undefined;
      if (typeof settings.catalog === "string" && settings.catalog !== catalog) {
        catalog = settings.catalog;
        worker?.postMessage(catalog);
      }
      apply();
    },
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || typeof data?.type !== "string" || !data.type.startsWith("smtp-lens:")) return;
    const what = data.type.slice("smtp-lens:".length);
    if (Object.hasOwn(hears, what)) hears[what](data);
  });

  function apply() {
    const page = document.documentElement;
    const { lang, theme } = set;
    page.dataset.frame = [lang && "lang", theme && "theme"].filter(Boolean).join(" ");
    if (theme && page.dataset.theme !== theme) page.dataset.theme = theme;
    if (lang && page.lang !== lang.slice(0, 2)) document.querySelector(`.bar button[lang="${CSS.escape(lang.slice(0, 2))}"]`)?.click();
  }

  // The page puts the reader's own choice there when it starts.
  new MutationObserver(apply).observe(document.documentElement, { attributeFilter: ["data-theme", "lang"] });
  document.documentElement.dataset.frame = "";

  const style = new CSSStyleSheet();
  style.replaceSync(`
    html[data-frame] { background: transparent }
    [data-frame] body { min-block-size: 0 }
    [data-frame] .bar { background: none; min-block-size: 0; padding-inline: var(--space-4) }
    [data-frame] .bar .name { font-size: var(--text) }
    [data-frame~=lang] .bar button[lang], [data-frame~=theme] .bar button[title] { display: none }
    [data-frame] [data-view=empty] { margin-block: var(--space-4) }
    [data-frame] [data-view=empty] .intro h1 { font-size: var(--text-title) }
    [data-frame] :is(.marked, textarea) { max-block-size: 32rem }
    [data-frame] .input { position: static !important }`);
  document.adoptedStyleSheets.push(style);

  new ResizeObserver(() => say("size", { height: document.documentElement.offsetHeight })).observe(document.documentElement);
}
