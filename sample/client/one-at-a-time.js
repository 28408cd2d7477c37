// Many ask at once for the same work; it is done once more after the last who asked.

/** A function that runs `work` alone; its promise is kept by a run that began after the call. */
export function oneAtATime(work) {
  let running = null;
  let queued = null;
  return function run() {
    if (!running) {
      running = work().finally(() => {
        running = null;
      });
      return running;
    }
    queued ??= running
      .catch(() => {})
      .then(() => {
        queued = null;
        return run();
      });
    return queued;
  };
}
