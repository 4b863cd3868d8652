// Gives the page a text or files, the way a reader does: dropped on it.

/** Gives words instead of what is there. (Not pasted: Firefox lets nobody make an event of that with words of their own in it.) */
export function words(text) {
  give(it => it.setData("text/plain", text));
}

/** Gives files. */
export function files(all) {
  give(it => all.forEach(file => it.items.add(file)));
}

function give(fill) {
  const dataTransfer = new DataTransfer();
  fill(dataTransfer);
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
}
