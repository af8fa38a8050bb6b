// Runs after govuk-frontend, in the same file (see devtools/assets.py). Every page works without it.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
