// Where something is written, the preview follows the hand. What it shows was made by the site, cleaned as for readers.
for (const form of document.querySelectorAll("form[data-preview]")) {
  const place = document.querySelector("#preview");
  if (!place) continue;
  let waiting;
  let asked = 0;
  const look = async () => {
    const turn = ++asked;
    const body = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const seen = page.querySelector("#preview");
      // An answer that a later one has overtaken is of no use.
      if (seen && turn === asked) place.replaceChildren(...seen.childNodes);
    } catch {
      // Without an answer the last preview stays; the button asks for one as well.
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  });
}
// Below a text, each picture has a button that puts its line at the cursor, with an empty line around it.
for (const list of document.querySelectorAll("[data-into]")) {
  const text = document.getElementById(list.dataset.into);
  if (!text) continue;
  // Before anybody was in the text, its end is the place.
  let at = text.value.length;
  for (const event of ["select", "keyup", "click", "input", "blur"]) {
    text.addEventListener(event, () => { at = text.selectionEnd; });
  }
  const said = document.createElement("p");
  said.className = "note";
  said.setAttribute("role", "status");
  list.after(said);
  for (const line of list.querySelectorAll("code")) {
    const words = line.parentNode.querySelector("span").textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Put it into the text";
    button.setAttribute("aria-label", button.textContent + ": " + words);
    line.after(document.createElement("br"), button);
    button.addEventListener("click", () => {
      const before = text.value.slice(0, at);
      const after = text.value.slice(at);
      const lead = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      const trail = after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
      text.focus();
      text.setSelectionRange(at, at);
      // So it can be undone; where that is not known, it is put there all the same.
      const put = lead + line.textContent + trail;
      if (!document.execCommand("insertText", false, put)) {
        text.setRangeText(put, at, at, "end");
        text.dispatchEvent(new Event("input", { bubbles: true }));
      }
      at = text.selectionEnd;
      said.textContent = "It stands in the text now: " + words;
    });
  }
}
