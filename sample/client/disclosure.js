// Buttons that open a panel under themselves. Escape and a click outside close it; focus returns to the button.

export function setUpDisclosures() {
  for (const button of document.querySelectorAll(".disclosure > button")) {
    const panel = document.getElementById(button.getAttribute("aria-controls"));
    button.addEventListener("click", () => toggle(button, panel, panel.hidden));
    button.parentElement.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      toggle(button, panel, false);
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => {
      if (!button.parentElement.contains(event.target)) toggle(button, panel, false);
    });
    button.parentElement.addEventListener("focusout", (event) => {
      const next = event.relatedTarget;
      if (next && !button.parentElement.contains(next)) toggle(button, panel, false);
    });
  }
}

export function closeDisclosures() {
  for (const button of document.querySelectorAll(".disclosure > button[aria-expanded=true]")) {
    toggle(button, document.getElementById(button.getAttribute("aria-controls")), false);
  }
}

function toggle(button, panel, open) {
  panel.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}
