// Hands a page's question to the browser, and the passkey's answer back to the page's form. Without it there are links by letter.
for (const form of document.querySelectorAll("form[data-passkey]")) {
  const says = form.querySelector("[role=alert]");
  const ask = async () => {
    says.hidden = true;
    try {
      const options = JSON.parse(form.dataset.options);
      const credential = form.dataset.passkey === "new"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.answer.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch (error) {
      const words = {
        InvalidStateError: "This device has a passkey for your account already.",
        NotAllowedError: "No passkey answered. Press the button to try again.",
      };
      says.textContent = words[error.name] || "This browser cannot use a passkey here. Sign in by a link instead.";
      says.hidden = false;
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  ask();
}
