// What the page does once it runs, and what its first paint therefore does not wait for: being there without a network, telling of a
// new version, and taking what another app hands over.

import * as give from "./give.js";

/** The words of this file; all others are in src/locale. */
const WORDS = {
  en: ["A newer version of this page is ready. It is used from your next visit on.", "Use it now", "Later"],
  fr: ["Une nouvelle version de cette page est prête. Elle servira dès votre prochaine visite.", "L’utiliser maintenant", "Plus tard"],
};

/** Browsers have none for pages that came without encryption, or in private windows. */
const workers = navigator.serviceWorker;

if (workers) {
  workers.addEventListener("message", ({ data }) => {
    if (data.shared) data.shared.files.length ? give.files(data.shared.files) : give.words(data.shared.words);
  });
  workers.controller?.postMessage("shared?");
  workers.register("sw.js").then(watch, () => {});
}

globalThis.launchQueue?.setConsumer(async ({ files }) => {
  if (files.length) give.files(await Promise.all(files.map(it => it.getFile())));
});

function watch(registration) {
  if (registration.waiting) tell(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const next = registration.installing;
    next.addEventListener("statechange", () => {
      // Without a controller it is the first visit: nothing is newer.
      if (next.state === "installed" && workers.controller) tell(next);
    });
  });
}

/** Says that a new version waits. The page is only loaded anew when the reader says so: their text would be gone. */
function tell(next) {
  const [says, now, later] = WORDS[document.documentElement.lang] ?? WORDS.en;
  const notice = document.createElement("div");
  notice.className = "update";
  notice.setAttribute("role", "status");
  Object.assign(notice.style, {
    position: "fixed", insetInlineEnd: "1rem", insetBlockEnd: "1rem", zIndex: "3", maxInlineSize: "min(26rem, calc(100vw - 2rem))",
    display: "flex", flexWrap: "wrap", gap: ".75rem", alignItems: "center", padding: "1rem",
    background: "var(--surface)", border: "1px solid var(--line-firm)", borderRadius: "var(--corner)", boxShadow: "var(--lift)",
  });
  const words = document.createElement("span");
  words.style.flexBasis = "100%";
  notice.append(words, button(now, () => {
    workers.addEventListener("controllerchange", () => location.reload(), { once: true });
    next.postMessage("now");
  }), button(later, () => notice.remove()));
  document.body.append(notice);
  // A live region says what is put into it, not what it came with.
  requestAnimationFrame(() => (words.textContent = says));
}

function button(words, act) {
  const it = document.createElement("button");
  it.type = "button";
  it.className = "button";
  it.textContent = words;
  it.addEventListener("click", act);
  return it;
}
