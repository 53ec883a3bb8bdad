// Works out the answer to the challenge of a form, in slices between which the page stays usable: a number that, hashed after
// the challenge and the address, gives a SHA-256 which begins with so many noughts. Begins as soon as the address is there.
// Where the browser cannot, the form is sent without an answer.
"use strict";

(() => {
  const challenge = document.querySelector("input[name=challenge][data-bits]");
  const form = challenge && challenge.form;
  if (!form || !window.crypto || !crypto.subtle) return;
  const [email, answer] = [form.elements.email, form.elements.answer];
  const note = form.querySelector("[data-work]");
  const bits = Number(challenge.dataset.bits);
  const SLICE = 256;
  let working = "";
  let waiting = false;
  let failed = false;

  const zeros = (hash) => {
    const bytes = new Uint8Array(hash);
    const whole = bytes.findIndex((byte) => byte !== 0);
    return whole < 0 ? 256 : whole * 8 + Math.clz32(bytes[whole]) - 24;
  };

  // Gives up when another address is typed meanwhile.
  async function work(address) {
    const encoder = new TextEncoder();
    const begin = challenge.value + "\n" + address + "\n";
    for (let first = 0; working === address; first += SLICE) {
      const numbers = Array.from({ length: SLICE }, (_, place) => first + place);
      const hashes = numbers.map((number) => crypto.subtle.digest("SHA-256", encoder.encode(begin + number)));
      const found = (await Promise.all(hashes)).findIndex((hash) => zeros(hash) >= bits);
      if (found >= 0) return String(first + found);
      await new Promise((slice) => setTimeout(slice));
    }
    return null;
  }

  async function begin() {
    const address = email.value.trim();
    if (address === working || !email.validity.valid || address === "") return;
    [working, answer.value, failed] = [address, "", false];
    note.textContent = "Your browser is computing …";
    const found = await work(address).catch(() => "");
    if (found === null) return;
    [answer.value, failed] = [found, found === ""];
    note.textContent = found === "" ? "Your browser could not compute it: your letter takes longer." : "Done: your letter will go at once.";
    if (waiting) form.requestSubmit();
  }

  email.addEventListener("change", begin);
  form.addEventListener("submit", (event) => {
    if (answer.value !== "" || waiting || failed) return;
    event.preventDefault();
    waiting = true;
    note.textContent = "One moment: your browser is computing …";
    begin();
  });
  begin();
})();
