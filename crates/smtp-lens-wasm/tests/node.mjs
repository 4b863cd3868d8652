// The function as Node calls it, by import and by require.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

import { analyze } from "smtp-lens";

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

test("require gives the same function", () => {
  const required = createRequire(import.meta.url)("smtp-lens");
  assert.deepEqual(required.analyze("5.7.57"), analyze("5.7.57"));
});

const catalog = (text, more = "") => `{ "causes": [{ "id": "our/vpn", "acts": "sender", "match": [{ "text": "${text}" }],
  "en": { "title": "You are outside of the office", "explanation": "Our relay answers inside only", "steps": [{ "do": "Start the VPN" }] } }]${more} }`;

test("causes of one's own come first, in the language that is there", () => {
  const text = "550 5.7.1 Relaying denied";
  const first = options => analyze(text, options).findings[0].causes[0];
  assert.notEqual(first({}).id, "our/vpn");
  assert.equal(first({ catalog: catalog("relaying denied") }).id, "our/vpn");
  assert.equal(first({ catalog: catalog("relaying denied"), lang: "fr" }).title, "You are outside of the office");
  assert.equal(first({ catalog: catalog("relaying denied") }).steps[0].for, "sender");
  // What was given once is not there without being given.
  assert.notEqual(first({}).id, "our/vpn");
  const hidden = first({}).id;
  assert.notEqual(first({ catalog: `{ "hide": ["${hidden}"] }` }).id, hidden);
});

test("faults of one's own causes are named by line", () => {
  assert.throws(() => analyze("x", { catalog: catalog("a", ',\n"hid": []') }), /line 3: there is no key "hid" here/);
});

test("the schema names the keys that are read", async () => {
  const schema = createRequire(import.meta.url)("smtp-lens/causes.schema.json");
  for (const [name, at] of [["cause", c => c], ["match", c => c.match[0]], ["source", c => c.source[0]], ["words", c => c.en], ["step", c => c.en.steps[0]]]) {
    const file = { causes: [JSON.parse(catalog("x")).causes[0]] };
    file.causes[0].source = [{ title: "x", url: "https://example.com" }];
    at(file.causes[0]).no_such_key = 1;
    assert.throws(
      () => analyze("x", { catalog: JSON.stringify(file) }),
      error => error.message.includes(`there are ${Object.keys(schema.$defs[name].properties).join(", ")}`) || assert.fail(error.message),
      name,
    );
  }
});

test("what cannot be asked is said", () => {
  assert.throws(() => analyze(5), /neither a string nor a Uint8Array/);
  assert.throws(() => analyze("x", { lang: "de" }), /no language/);
  assert.throws(() => analyze("x", { lang: 5 }), /the options are lang, name and catalog/);
});
