// <smtp-lens>: the page as an element of other people's pages. docs/embedding.md describes it.
//
// It shows the page in a frame inside of a shadow root: neither side's style, keys or addresses reach the other, and the page keeps its own
// security policy whatever the site's is.

const HERE = import.meta.url;

/** What may be written into the attribute `theme`; anything else is `auto`. */
const THEMES = ["light", "dark", "auto"];

export class SmtpLens extends HTMLElement {
  static observedAttributes = ["lang", "theme", "catalog", "src"];

  #frame = document.createElement("iframe");
  #ready = false;
  /** What was given before the page in the frame could take it. */
  #waiting = [];
  /** Counts the catalogues that were asked for: an older one that arrives late is dropped. */
  #asked = 0;
  #catalog = "";
  #hear = event => event.source === this.#frame.contentWindow && this.#said(event.data);

  constructor() {
    super();
    const style = new CSSStyleSheet();
    style.replaceSync(":host { display: block } :host([hidden]) { display: none } iframe { display: block; inline-size: 100%; block-size: 24rem; border: 0; color-scheme: normal }");
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    this.#frame.title = "SMTP Lens";
    // A sandbox without an origin: the site's scripts cannot look into the page, nor the page's at what the site keeps. Links open outside of
    // it, and the page may copy, save and print what it shows.
    this.#frame.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
    this.#frame.allow = "clipboard-write *";
    this.#frame.referrerPolicy = "no-referrer";
    root.append(this.#frame);
  }

  connectedCallback() {
    addEventListener("message", this.#hear);
    this.#load();
    this.#fetchCatalog();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hear);
    this.#ready = false;
  }

  attributeChangedCallback(name, before, after) {
    if (!this.isConnected || before === after) return;
    if (name === "src") this.#load();
    else if (name === "catalog") this.#fetchCatalog();
    else this.#tellSettings();
  }

  /** Reads a text, or the bytes of a file, as if the reader had pasted or dropped it. */
  analyze(input, { name } = {}) {
    const given = typeof input === "string" ? { text: input } : input instanceof File ? { file: input } : { bytes: input, name };
    this.#tell("input", given);
  }

  /** Causes of the site's own, as an object or as JSON text; the attribute `catalog` names a file of them. */
  set catalog(causes) {
    this.#asked++;
    this.#catalog = typeof causes === "string" ? causes : causes == null ? "" : JSON.stringify(causes, null, 2);
    this.#tellSettings();
  }

  #load() {
    this.#ready = false;
    // In a document of its own the frame cannot know where this script lies.
    const source = new URL(this.getAttribute("src") ?? new URL("smtp-lens.html", HERE), document.baseURI).href;
    if (this.#frame.src !== source) this.#frame.src = source;
  }

  async #fetchCatalog() {
    const file = this.getAttribute("catalog");
    const asked = ++this.#asked;
    let text = "";
    if (file) {
      try {
        const response = await fetch(new URL(file, document.baseURI));
        if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
        text = await response.text();
      } catch (error) {
        if (asked === this.#asked) this.#faults([`${file} did not arrive: ${error.message}`]);
        return;
      }
    }
    if (asked !== this.#asked) return;
    this.#catalog = text;
    this.#tellSettings();
  }

  #tellSettings() {
    const theme = this.getAttribute("theme");
    this.#tell("settings", {
      lang: this.getAttribute("lang") ?? this.closest("[lang]")?.lang ?? "",
      theme: theme === null ? "" : THEMES.includes(theme) ? theme : "auto",
      catalog: this.#catalog,
    });
  }

  #tell(type, more) {
    const message = { type: `smtp-lens:${type}`, ...more };
    if (this.#ready) this.#frame.contentWindow.postMessage(message, "*");
    else if (type === "input") this.#waiting = [message];
  }

  #said(data) {
    const { type, ...more } = data ?? {};
    switch (type) {
      case "smtp-lens:ready":
        this.#ready = true;
        this.#tellSettings();
        for (const it of this.#waiting.splice(0)) this.#frame.contentWindow.postMessage(it, "*");
        this.#event("smtp-lens-ready", more);
        break;
      case "smtp-lens:size":
        this.#frame.style.blockSize = `${more.height}px`;
        break;
      case "smtp-lens:analysis":
        this.#event("smtp-lens-analysis", more);
        break;
      case "smtp-lens:catalog":
        if (more.faults.length) this.#faults(more.faults);
        break;
    }
  }

  #faults(faults) {
    for (const it of faults) console.error(`<smtp-lens catalog="${this.getAttribute("catalog") ?? ""}"> ${it}`);
    this.#event("smtp-lens-error", { faults });
  }

  #event(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

if (!customElements.get("smtp-lens")) customElements.define("smtp-lens", SmtpLens);
