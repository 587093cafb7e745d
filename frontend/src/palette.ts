// Ctrl-K opens a box that searches over everything; arrows walk through what was found, Enter opens the first or
// the chosen one. Without scripts the entry of the menu leads to a page that does the same.
import { onKey } from "./keys";

function results(box: HTMLDialogElement): HTMLAnchorElement[] {
  return Array.from(box.querySelectorAll<HTMLAnchorElement>("a[data-row]"));
}

function walk(box: HTMLDialogElement, text: HTMLInputElement, by: 1 | -1): void {
  const rows = results(box);
  const next = rows.indexOf(document.activeElement as HTMLAnchorElement) + by;
  (next < 0 ? text : rows[Math.min(next, rows.length - 1)])?.focus();
}

function pressed(event: KeyboardEvent, box: HTMLDialogElement, text: HTMLInputElement): void {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(box, text, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && event.target === text && !event.ctrlKey && !event.metaKey) {
    const first = results(box)[0];
    if (first === undefined || box.querySelector(".htmx-request") !== null) return; // it is looked for first
    event.preventDefault();
    first.click();
  }
}

export function searchOverEverything(): void {
  const box = document.querySelector<HTMLDialogElement>("dialog[data-palette]");
  const text = box?.querySelector<HTMLInputElement>("input[name=text]");
  if (box === null || !text) return;
  const open = (): void => {
    if (document.querySelector("dialog[open]") !== null) return;
    box.showModal();
    text.select();
  };
  onKey(document, (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open();
  });
  onKey(box, (event) => pressed(event, box, text));
  document.querySelectorAll<HTMLAnchorElement>("a[data-opens]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    });
  });
  box.querySelector("[data-palette-close]")?.addEventListener("click", () => box.close());
}
