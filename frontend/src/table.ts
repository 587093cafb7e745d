// The work table: the order of its columns, drop-downs that close, ticked rows, and the keys along the list.
// It works without: a chosen set of columns is sent as it stands, the filters have a button.
import { mayPress, onKey } from "./keys";

/** Columns go up and down in their list; they are sent in the order in which they stand. */
function orderColumns(form: HTMLFormElement): void {
  form.querySelectorAll<HTMLButtonElement>("button[data-move]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = button.closest("li");
      const other = button.dataset.move === "up" ? row?.previousElementSibling : row?.nextElementSibling;
      if (!row || !other) return;
      if (button.dataset.move === "up") other.before(row);
      else other.after(row);
      button.focus();
    });
  });
}

/** One drop-down is open at a time; Escape and a press beside it close it. */
function closeDrops(page: Document): void {
  const drops = Array.from(page.querySelectorAll<HTMLDetailsElement>("details[data-drop]"));
  if (drops.length === 0) return;
  const close = (but: Node | null): void =>
    drops.forEach((drop) => {
      if (drop.open && !(but && drop.contains(but))) drop.open = false;
    });
  page.addEventListener("click", (event) => close(event.target as Node));
  onKey(page, (event) => {
    const open = drops.find((drop) => drop.open && drop.contains(event.target as Node));
    if (event.key !== "Escape" || open === undefined) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

/** Inside a row: j and k go on and back along the list, u goes up to it. */
function goAlong(page: Document): void {
  onKey(page, (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !mayPress(event.target)) return;
    page.querySelector<HTMLAnchorElement>(`a[data-beside="${CSS.escape(event.key)}"]`)?.click();
  });
}

function ticks(page: Document): HTMLInputElement[] {
  return Array.from(page.querySelectorAll<HTMLInputElement>("input[data-tick]"));
}

/** The verbs for ticked rows come up with the first tick and say how many there are. */
function tellTicks(page: Document): void {
  const bar = page.querySelector<HTMLElement>("[data-ticks]");
  const number = ticks(page).filter((tick) => tick.checked).length;
  const all = page.querySelector<HTMLInputElement>("input[data-tick-all]");
  if (bar === null || all === null) return;
  bar.classList.toggle("is-idle", number === 0);
  const told = bar.querySelector("[data-ticked]");
  if (told !== null) told.textContent = String(number);
  all.checked = number > 0 && number === ticks(page).length;
  all.indeterminate = number > 0 && !all.checked;
}

/** x ticks the row that has the focus; the box in the heading ticks them all; Shift takes the rows between too. */
function tickRows(page: Document): void {
  const all = page.querySelector<HTMLInputElement>("input[data-tick-all]");
  if (all === null) return;
  all.hidden = false;
  let last = -1;
  all.addEventListener("change", () => {
    ticks(page).forEach((tick) => (tick.checked = all.checked));
    tellTicks(page);
  });
  page.addEventListener("click", (event) => {
    const here = ticks(page).indexOf(event.target as HTMLInputElement);
    if (here === -1) return;
    const rows = ticks(page);
    const [from, to] = [Math.min(last, here), Math.max(last, here)];
    if (event.shiftKey && last !== -1) rows.slice(from, to + 1).forEach((tick) => (tick.checked = rows[here]!.checked));
    last = here;
    tellTicks(page);
  });
  onKey(page, (event) => {
    if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey || !mayPress(event.target)) return;
    const row = page.activeElement?.closest("tr");
    row?.querySelector<HTMLInputElement>("input[data-tick]")?.click();
  });
  window.addEventListener("pageshow", () => tellTicks(page)); // ticks come back with the page
  tellTicks(page);
}

export function workTable(page: Document): void {
  page.querySelectorAll<HTMLFormElement>("form[data-columns]").forEach(orderColumns);
  closeDrops(page);
  goAlong(page);
  tickRows(page);
}
