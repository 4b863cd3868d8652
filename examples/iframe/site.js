// The messages of docs/embedding.md, without the element.
const frame = document.querySelector("iframe");
const tell = (type, more) => frame.contentWindow.postMessage({ type: `smtp-lens:${type}`, ...more }, "*");

addEventListener("message", async ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  if (data.type === "smtp-lens:ready") {
    tell("settings", { lang: "en", theme: "light", catalog: await (await fetch("our-causes.json")).text() });
    document.querySelector("button").onclick = () => tell("input", { text: document.querySelector("pre").textContent });
  }
  if (data.type === "smtp-lens:size") frame.style.blockSize = `${data.height}px`;
  if (data.type === "smtp-lens:analysis") document.querySelector("output").textContent = data.findings[0]?.causes[0] ?? "not understood";
});
