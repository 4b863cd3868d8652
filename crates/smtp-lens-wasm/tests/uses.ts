// What a program in TypeScript may and may not write.
import { analyze, type Analysis, type Finding } from "smtp-lens";
import type { SmtpLens } from "smtp-lens/element";
import { init } from "smtp-lens/init";

const said: Analysis = analyze("535 5.7.3", { lang: "fr", name: null });
const first: Finding | undefined = said.findings[0];
const code: number | null | undefined = first?.reply?.code;
const [start, end] = said.secrets[0] ?? [0, 0];
analyze(new Uint8Array([53]));
init(new Uint8Array());

const element: SmtpLens = document.createElement("smtp-lens");
element.addEventListener("smtp-lens-analysis", ({ detail }) => detail.findings[0]?.causes[0]?.startsWith("gmail/"));
element.analyze("550", { name: "a.txt" });
element.catalog = { causes: [] };

// @ts-expect-error a number is no input
analyze(5);
// @ts-expect-error there is no such option
analyze("x", { language: "fr" });
// @ts-expect-error an event never holds the text
element.addEventListener("smtp-lens-analysis", ({ detail }) => detail.findings[0]?.recipient);
// @ts-expect-error there is no such outcome
const wrong: boolean = said.findings[0]!.outcome === "refused";

export { code, end, start, wrong };
