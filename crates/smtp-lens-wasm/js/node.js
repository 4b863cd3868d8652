// For Node, by `import` or `require`.
import { readFileSync } from "node:fs";
import { analyze, initSync } from "./smtp_lens.js";

initSync({ module: readFileSync(new URL("./smtp_lens_bg.wasm", import.meta.url)) });

export { analyze };
