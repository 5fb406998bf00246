// For the page that holds embeds: gives each frame the height that it tells. Optional, and used once per page.
addEventListener("message", ({ source, data }) => {
  if (data?.type !== "groundswell:height" || !(data.height > 0 && data.height < 4000)) return;
  for (const frame of document.querySelectorAll('iframe[src*="/embed/"]')) {
    if (frame.contentWindow === source) frame.style.height = `${Math.ceil(data.height)}px`;
  }
});
