// Gives the page a text or files, the way a reader does: it is pasted, it is dropped.

/** Pastes words instead of what is there. */
export function paste(words) {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", words);
  document.body.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}

/** Drops files on the page. */
export function drop(files) {
  const dataTransfer = new DataTransfer();
  for (const it of files) dataTransfer.items.add(it);
  document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
}
