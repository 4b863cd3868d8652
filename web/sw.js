// The page without a network.
//
// The build writes into it every file of the page with the SHA-256 of its content. All of them are fetched and compared before any is
// kept, so what is served is one version or none. A new version waits until no page of the old one is open, unless the reader asks for it.
// Nothing that somebody pastes comes by here; what a phone shares is held in memory until the page takes it.

/** Name → SHA-256, written by the build; the page itself is `./`, as some hosts redirect `index.html`. */
const FILES = BUILD_FILES;
const OURS = `smtp-lens ${registration.scope} `;
const CACHE = OURS + BUILD_VERSION;

/** What was shared and not yet taken. */
let shared;

addEventListener("install", event => event.waitUntil(fill()));

addEventListener("activate", event => event.waitUntil(forgetOld()));

addEventListener("message", event => {
  if (event.data === "now") skipWaiting();
  if (event.data === "shared?" && shared) {
    event.waitUntil(shared.then(it => event.source.postMessage({ shared: it })));
    shared = undefined;
  }
});

addEventListener("fetch", event => {
  const { method, url } = event.request;
  if (!url.startsWith(registration.scope)) return;
  const name = url.slice(registration.scope.length).split(/[?#]/)[0];
  if (method === "POST" && name === "share") {
    shared = event.request.formData().then(given);
    event.respondWith(Response.redirect("./", 303));
  } else if (method === "GET") {
    const file = name === "" || name === "index.html" ? "./" : name;
    if (Object.hasOwn(FILES, file)) event.respondWith(kept(file, event.request));
    else if (event.request.mode === "navigate" && name.startsWith("causes/")) event.respondWith(cause(name, event.request));
  }
});

async function fill() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Object.keys(FILES).map(async file => cache.put(file, await right(file))));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** The file with the content that this version has: from an older version that had it already, or from the host. */
async function right(file) {
  for (const load of [() => caches.match(file), () => fetch(file), () => fetch(file, { cache: "reload" })]) {
    const response = await load();
    if (response?.ok && (await hash(response.clone())) === FILES[file]) return response;
  }
  throw new Error(`${file} is not the one of this version`);
}

async function hash(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(bytes, it => it.toString(16).padStart(2, "0")).join("");
}

async function forgetOld() {
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && name !== CACHE) await caches.delete(name);
  }
}

async function kept(file, request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(file)) ?? fetch(request);
}

/** The page of a cause, or, without a network, what the page itself says of it: two thousand pages are too much to keep. */
async function cause(name, request) {
  try {
    return await fetch(request);
  } catch {
    const [, lang, id] = name.match(/^causes\/(?:(\w+)\/)?(.*?)(?:\.html)?$/);
    const place = id && id !== "index" ? `cause/${id}` : lang ? `lang/${lang}` : "";
    return Response.redirect(`./#/${place}`, 302);
  }
}

/** The files of a share, or its words. */
function given(form) {
  const words = ["title", "text", "url"].map(it => form.get(it)).filter(Boolean).join("\n");
  return { files: form.getAll("file").filter(it => it.size), words };
}
