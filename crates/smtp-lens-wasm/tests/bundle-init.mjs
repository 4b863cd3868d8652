// For a bundler that makes bytes of the wasm.
import { analyze, init } from "smtp-lens/init";
import wasm from "smtp-lens/wasm";

init(wasm);
const { id } = analyze("5.7.57").findings[0].causes[0];
if (!id.startsWith("microsoft-365/")) throw new Error(id);
