// "?" shows the keys that this page has. Where a desk has keys of its own ([data-keys-list]), they are listed
// instead of the keys of lists, which do nothing there.
import { mayPress, onKey } from "./keys";

function fill(help: HTMLDialogElement): void {
  const list = help.querySelector("dl");
  const own = document.querySelector("[data-keys-list]");
  help.querySelectorAll("[data-own]").forEach((row) => row.remove());
  help.querySelectorAll<HTMLElement>("[data-needs]").forEach((row) => {
    row.hidden = own !== null || document.querySelector(row.dataset.needs ?? "") === null;
  });
  const rows = Array.from(own?.children ?? []).map((row) => row.cloneNode(true) as HTMLElement);
  rows.forEach((row) => row.setAttribute("data-own", ""));
  list?.prepend(...rows);
}

export function showKeys(): void {
  const help = document.querySelector<HTMLDialogElement>("dialog[data-keys-help]");
  if (help === null) return;
  help.querySelector("[data-keys-help-close]")?.addEventListener("click", () => help.close());
  onKey(document, (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || !mayPress(event.target)) return;
    event.preventDefault();
    fill(help);
    help.showModal();
  });
}
