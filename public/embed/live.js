// Keeps an embed live and tells the page around it how high it is. Optional: without it the embed is complete.
// No storage, no cookie, no third party. Runs in sandboxed frames, which have no origin.
(() => {
  const PERIOD_MS = 30_000;
  const address = location.href.split("#", 1)[0];
  const main = document.querySelector("main");
  const status = document.querySelector(".out");
  const secret = /[#&?]secret=(\w{1,64})/.exec(location.hash)?.[1];
  const child = new URLSearchParams(location.search).get("childId")?.slice(0, 100);

  // What is frozen tells its height too, and never asks again.
  const isFrozen = document.currentScript.dataset.frozen !== undefined;

  const send = (message) => parent.postMessage(message, "*");
  const tellHeight = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    send({ type: "groundswell:height", height });
    send({ sentinel: "amp", type: "embed-size", height });
    if (child) send(`pymxPYMx${child}xPYMxheightxPYMx${height}`);
    if (secret) send({ message: "height", value: height, secret });
  };

  if (parent !== window) {
    new ResizeObserver(tellHeight).observe(document.documentElement);
    // WordPress asks once it listens, and opens links itself, because its sandbox lets no frame do so.
    addEventListener("message", ({ source, data }) => {
      if (source === parent && data?.message === "ready") tellHeight();
    });
    addEventListener("click", (event) => {
      const link = event.target instanceof Element && event.target.closest("a");
      if (!secret || !link) return;
      event.preventDefault();
      send({ message: "link", value: link.href, secret });
    });
  }

  // Exchanges what has changed, the note on the embed's age too, but never what the reader has the keyboard's focus in.
  const exchange = (fresh) => {
    for (const part of document.querySelectorAll("#stale-note, [data-part]")) {
      const next = fresh.querySelector(part.id ? "#stale-note" : `[data-part="${part.dataset.part}"]`);
      if (!next || next.isEqualNode(part) || part.contains(document.activeElement)) continue;
      if (part.dataset.part === "state") status.textContent = next.textContent;
      part.replaceWith(document.adoptNode(next));
    }
  };

  if (isFrozen) return;
  let inView = true;
  let askedAt = performance.now();
  const refresh = async () => {
    if (!inView || document.hidden || performance.now() - askedAt < PERIOD_MS) return;
    askedAt = performance.now();
    try {
      // "no-cache" asks with the ETag by itself. A header of our own would cost a preflight in a frame without origin.
      const response = await fetch(address, { cache: "no-cache", credentials: "omit" });
      if (response.ok) exchange(new DOMParser().parseFromString(await response.text(), "text/html"));
    } catch {
      // Away for now: the as-of time in the picture says how old it is.
    }
  };

  new IntersectionObserver((entries) => {
    inView = entries.at(-1).isIntersecting;
    refresh();
  }).observe(main);
  document.addEventListener("visibilitychange", refresh);
  setInterval(refresh, 1_000);
})();
