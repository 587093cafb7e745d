// The staff desk: dark when the system is dark and the person has not chosen, and a few keys.
import { mayPress, onKey } from "./keys";

export function followSystemTheme(): void {
  const root = document.documentElement;
  if (root.dataset.theme !== "system") return;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  apply();
  dark.addEventListener?.("change", apply);
}

// On a phone the menu folds; without scripts it stays open above the page.
export function foldMenu(): void {
  const button = document.querySelector<HTMLButtonElement>("button[data-fold]");
  const menu = document.getElementById(button?.getAttribute("aria-controls") ?? "");
  if (button === null || menu === null) return;
  button.hidden = false;
  menu.classList.add("is-folded", "is-sheet");
  const fold = (folded: boolean): void => {
    menu.classList.toggle("is-folded", folded);
    button.setAttribute("aria-expanded", String(!folded));
  };
  button.addEventListener("click", () => fold(!menu.classList.contains("is-folded")));
  onKey(document, (event) => {
    if (event.key !== "Escape" || menu.classList.contains("is-folded") || !menu.contains(event.target as Node)) return;
    fold(true);
    button.focus();
  });
}

function step(by: 1 | -1): void {
  const rows = Array.from(document.querySelectorAll<HTMLAnchorElement>("a[data-row]"));
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement as HTMLAnchorElement);
  const next = here === -1 ? (by === 1 ? 0 : rows.length - 1) : here + by;
  rows[Math.min(Math.max(next, 0), rows.length - 1)]?.focus();
}

// "/" goes to the search, j and k walk through the list, Enter opens (a link does that itself).
export function openWithKeyboard(): void {
  onKey(document, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !mayPress(event.target)) return;
    if (document.querySelector("[data-triage]") !== null) return; // the triage desk has keys of its own
    if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>("input[type=search]");
      if (search === null) return;
      event.preventDefault();
      search.focus();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
}
