// For whoever brings the wasm himself: bundlers that make bytes or a module of it, edge workers.
import { analyze, initSync } from "./smtp_lens.js";

export function init(wasm) {
  initSync({ module: wasm });
}

export { analyze };
