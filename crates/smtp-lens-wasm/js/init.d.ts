export * from "./index.js";

/** Prepares the engine, once and before the first `analyze`. `wasm` is what `smtp-lens/wasm` holds, as bytes or compiled. */
export function init(wasm: BufferSource | WebAssembly.Module): void;
