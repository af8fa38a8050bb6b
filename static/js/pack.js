// Asks every three seconds how far the pack is; without script the link beside it does the same.
(() => {
  "use strict";
  const way = document.querySelector("[data-pack]");
  if (!way) return;
  const doing = way.querySelector("[data-pack-doing]");
  const percent = way.querySelector("[data-pack-percent]");
  const bar = way.querySelector("progress");
  const ask = async () => {
    try {
      const answer = await fetch(way.dataset.pack, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const now = await answer.json();
      if (now.state !== "asked" && now.state !== "making") {
        window.location.reload();
        return;
      }
      if (doing.textContent !== now.doing) doing.textContent = now.doing;
      percent.textContent = `${now.percent} %`;
      bar.value = now.percent;
    } catch {
      // The link still works; ask again later.
    }
    window.setTimeout(ask, 3000);
  };
  window.setTimeout(ask, 1000);
})();
