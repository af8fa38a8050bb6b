/* Asks the browser for a passkey and sends its answer with the form; says in the page when that did not work. */
(() => {
  const read = (id) => {
    const element = document.getElementById(id);
    return element ? JSON.parse(element.textContent) : null;
  };
  const question = read("passkey-question");
  const answer = document.getElementById("passkey-answer");
  const button = document.getElementById("use-passkey") || document.getElementById("make-passkey");
  const failed = document.getElementById("passkey-failed");
  if (!question || !answer || !button || !failed) {
    return;
  }
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    try {
      const credential = question.creation_options
        ? await window.webauthnJSON.create(question.creation_options)
        : await window.webauthnJSON.get(question.request_options);
      answer.value = JSON.stringify(credential);
      answer.form.submit();
    } catch {
      failed.classList.remove("govuk-visually-hidden");
      failed.textContent = "That did not work. Nothing was changed; try again, or use a code from your authenticator app.";
    }
  });
})();
