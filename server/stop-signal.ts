/** Ctrl-C, a polite kill, a closed terminal and the loss of the supervisor all mean: finish what is under way, then end. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => controller.abort());
  if (process.connected) process.once("disconnect", () => controller.abort());
  return controller.signal;
}
