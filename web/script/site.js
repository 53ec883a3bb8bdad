// What a page cannot do by itself: the name of a state under the pointer, years by sliding, filtering while typing.
// Without it everything works, by links and forms.
const map = document.querySelector(".map");
if (map) {
  const tip = document.createElement("div");
  tip.className = "maptip";
  tip.hidden = true;
  document.body.append(tip);
  for (const title of map.querySelectorAll("a > title")) {
    title.parentNode.setAttribute("aria-label", title.textContent);
    title.parentNode.dataset.name = title.textContent;
    title.remove();
  }
  const show = (link, x, y) => {
    tip.textContent = link.dataset.name;
    tip.hidden = false;
    tip.style.left = Math.min(x + 14, innerWidth - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(y + 14, innerHeight - tip.offsetHeight - 8) + "px";
  };
  map.addEventListener("pointermove", (event) => {
    const link = event.target.closest("a");
    if (link) show(link, event.clientX, event.clientY);
    else tip.hidden = true;
  });
  map.addEventListener("pointerleave", () => { tip.hidden = true; });
  map.addEventListener("focusin", (event) => {
    const link = event.target.closest("a");
    if (link) {
      const box = link.getBoundingClientRect();
      show(link, box.right, box.top);
    }
  });
  map.addEventListener("focusout", () => { tip.hidden = true; });
}
for (const form of document.querySelectorAll("form[data-slide]")) {
  const number = form.querySelector("input[type=number]");
  const range = document.createElement("input");
  range.type = "range";
  range.min = number.min;
  range.max = number.max;
  range.value = number.value;
  range.setAttribute("aria-label", "Year");
  number.closest("label").after(range);
  range.addEventListener("input", () => { number.value = range.value; });
  range.addEventListener("change", () => form.requestSubmit());
}
for (const input of document.querySelectorAll("input[data-filter]")) {
  const rows = [...document.querySelectorAll("#" + input.dataset.filter + " tbody tr")];
  input.addEventListener("input", () => {
    const words = input.value.toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(words);
  });
}
