// The function as Node calls it: node --test, with the folder that wasm-bindgen wrote in SMTP_LENS_PKG.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

const { analyze } = createRequire(import.meta.url)(`${process.env.SMTP_LENS_PKG}/smtp_lens_wasm.js`);

test("a text is answered in the language asked for", () => {
  const said = analyze("535 5.7.3", { lang: "fr", name: "a.txt" });
  assert.equal(said.input.name, "a.txt");
  assert.equal(said.findings[0].causes[0].id, "microsoft-365/authentication-unsuccessful");
  assert.match(said.findings[0].verdict, /Microsoft 365 a/);
  assert.deepEqual(said.findings[0].reply.span, [0, 9]);
  assert.equal(said.findings[0].recipient, null);
});

test("bytes are answered like the text", () => {
  const bytes = new TextEncoder().encode("5.7.57");
  assert.deepEqual(analyze(bytes), analyze("5.7.57"));
});

test("what cannot be asked is said", () => {
  assert.throws(() => analyze(5), /neither a string nor a Uint8Array/);
  assert.throws(() => analyze("x", { lang: "de" }), /no language/);
  assert.throws(() => analyze("x", { lang: 5 }), /the options are lang and name/);
});
