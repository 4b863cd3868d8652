// Starts the page of the single file: nothing is fetched, everything stands in the document, compressed.

import start from "APP";
import "./frame.js";

const pieces = new Map([...document.querySelectorAll("script[data-piece]")].map(it => [it.dataset.piece, it]));

/** The text of a piece, which is then taken out of the document. */
function take(name) {
  const piece = pieces.get(name);
  piece.remove();
  return piece.textContent;
}

const worker = new Blob([take("worker")], { type: "text/javascript" });
document.querySelector("meta[name=worker]").content = URL.createObjectURL(worker);
const packed = Uint8Array.from(atob(take("app")), it => it.charCodeAt(0));
start({ module_or_path: new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer() });
