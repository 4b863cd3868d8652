// The worker of the single file: what it would fetch stands beside this as text, compressed.

const unpack = name => {
  const packed = Uint8Array.from(atob(PIECES[name]), it => it.charCodeAt(0));
  delete PIECES[name];
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
};
// A language that is not here is one that did not arrive.
self.fetch = async name => (name in PIECES ? unpack(name) : new Response("", { status: 404 }));
wasm_bindgen({ module_or_path: unpack("worker").arrayBuffer() });
