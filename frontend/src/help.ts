// The help of a page: its button and "?" open it over the page; without scripts the button leads to a page with
// the same words. Of the keys it lists those that this page has. Where a desk has keys of its own
// ([data-keys-list]), they are listed instead of the keys of lists, which do nothing there.
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

export function openHelp(): void {
  const help = document.querySelector<HTMLDialogElement>("dialog[data-guide]");
  if (help === null || typeof help.showModal !== "function") return; // an old browser: the button is a link
  const open = (event: Event): void => {
    event.preventDefault();
    fill(help);
    help.showModal();
  };
  help.querySelector("[data-guide-close]")?.addEventListener("click", () => help.close());
  document.querySelectorAll<HTMLAnchorElement>("a[data-guide-open]").forEach((link) => {
    link.addEventListener("click", (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) open(event);
    });
  });
  onKey(document, (event) => {
    if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || !mayPress(event.target)) return;
    open(event);
  });
}
