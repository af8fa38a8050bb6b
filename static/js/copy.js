// Adds a button beside each value of a sheet that copies it. Without script a click on a value selects the whole of it.
(() => {
  "use strict";
  const said = document.querySelector("[data-copied]");
  if (!said || !navigator.clipboard) return;
  for (const place of document.querySelectorAll("[data-copy]")) {
    const value = place.querySelector("span");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sheet__copy";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${place.dataset.copy}`);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(value.textContent);
        said.textContent = `Copied: ${place.dataset.copy}`;
      } catch {
        said.textContent = "The browser did not allow it. Select the words and copy them by hand.";
      }
    });
    place.append(button);
  }
})();
