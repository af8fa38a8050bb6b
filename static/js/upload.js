/* Sends the chosen files with a progress bar and words for it. Without this file the form does the same as a plain post. */
(() => {
  const LOST = "The connection was lost, so these files were not kept. Press “Upload” again when you are connected.";
  const NOT_TAKEN = "The files could not be taken, and nothing of them was kept. What was here before still is. Try again.";

  /* Shows the page that answers the post, with what was refused, in the place of this one. */
  const show = (answer) => {
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    const found = page.querySelector("main");
    const here = document.querySelector("main");
    if (!found || !here) {
      return false;
    }
    document.title = page.title;
    here.replaceWith(found);
    const summary = found.querySelector(".govuk-error-summary");
    if (summary) {
      summary.setAttribute("tabindex", "-1");
      summary.focus();
    }
    begin();
    return true;
  };

  const begin = () => {
    const form = document.querySelector("form[data-upload]");
    if (!form) {
      return;
    }
    const chooser = form.querySelector('input[type="file"]');
    const box = form.querySelector("[data-upload-progress]");
    const words = form.querySelector("[data-upload-words]");
    const bar = box.querySelector("progress");
    let busy = false;
    let quarter = -1;

    const tell = (loaded, total) => {
      const percent = total ? Math.floor((loaded / total) * 100) : 0;
      bar.value = percent;
      // Said aloud at each quarter only: more would talk over the person.
      if (Math.floor(percent / 25) !== quarter) {
        quarter = Math.floor(percent / 25);
        words.textContent = percent < 100 ? `Uploading: ${percent}%` : "Uploaded. The files are now being checked.";
      }
    };

    const fail = (text) => {
      busy = false;
      quarter = -1;
      bar.hidden = true;
      words.textContent = text;
    };

    const send = (button) => {
      const data = new FormData(form);
      data.append(button, "1");
      const wire = new XMLHttpRequest();
      wire.open("POST", form.action);
      wire.upload.addEventListener("progress", (event) => tell(event.loaded, event.total));
      wire.addEventListener("error", () => fail(LOST));
      wire.addEventListener("load", () => {
        if (wire.status >= 400) {
          fail(NOT_TAKEN);
        } else if (wire.responseURL !== form.action) {
          window.location.assign(wire.responseURL);
        } else if (!show(wire)) {
          fail(NOT_TAKEN);
        }
      });
      busy = true;
      box.hidden = false;
      bar.hidden = false;
      tell(0, 1);
      wire.send(data);
    };

    form.addEventListener("submit", (event) => {
      if (!busy && !chooser.files.length) {
        return;
      }
      event.preventDefault();
      if (!busy) {
        send(event.submitter && event.submitter.name ? event.submitter.name : "do-add");
      }
    });
  };

  begin();
})();
