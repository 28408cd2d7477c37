// "Så spelar du en vecka": four steps, the next one marked, until the reader closes it.

const panel = document.getElementById("guide");
const KEY = "est.guide";
const memory = JSON.parse(localStorage.getItem(KEY) ?? "{}");
const ORDER = ["install", "turn", "answer", "others"];

function keep() {
  localStorage.setItem(KEY, JSON.stringify(memory));
}

export function setUpGuide() {
  document.getElementById("hide-guide").addEventListener("click", () => show(false));
  document.getElementById("show-guide").addEventListener("click", () => show(true));
  panel.hidden = Boolean(memory.closed);
}

function show(open) {
  memory.closed = !open;
  keep();
  panel.hidden = !open;
}

/** A step was taken. */
export function guideDone(step) {
  memory[step] = true;
  keep();
}

export function drawGuide({ installed, hasPlayers }) {
  if (!installed) for (const step of ORDER) delete memory[step];
  memory.install = installed;
  const steps = ORDER.filter((step) => step !== "others" || hasPlayers);
  const next = steps.find((step) => !memory[step]);
  for (const item of panel.querySelectorAll("[data-guide]")) {
    const step = item.dataset.guide;
    item.hidden = !steps.includes(step);
    item.classList.toggle("done", Boolean(memory[step]));
    if (step === next) item.setAttribute("aria-current", "step");
    else item.removeAttribute("aria-current");
  }
  document.getElementById("guide-install").hidden = installed;
}
