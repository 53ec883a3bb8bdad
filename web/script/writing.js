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
