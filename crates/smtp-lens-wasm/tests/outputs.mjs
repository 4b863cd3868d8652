// Writes what the package says of every file of a folder as TypeScript: literals, so that the compiler refuses what the types do not name.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { analyze } from "smtp-lens";

const folder = process.argv[2];
const more = [
  "5.7.57",
  "nothing of this kind",
  "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\n",
  "From: a@example.com\nSubject: Out of office\nAuto-Submitted: auto-replied\nDate: Mon, 23 Nov 2026 10:00:00 +0000\n\nI am away.",
];
const inputs = [...readdirSync(folder).map(it => readFileSync(join(folder, it))), ...more];
const outputs = inputs.flatMap(it => ["en", "fr"].map(lang => analyze(it, { lang, name: "x" })));
const lines = outputs.map((it, at) => `export const output${at}: Analysis = ${JSON.stringify(it)};`);
writeFileSync("outputs.ts", `import type { Analysis } from "smtp-lens";\n${lines.join("\n")}\n`);
console.log(`${outputs.length} analyses to hold against the types`);
