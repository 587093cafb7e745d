// A box to type in that offers what matches. Arrow keys move, Enter takes, Escape closes (WAI-ARIA combobox with a
// listbox). <select data-combo> offers its own rows: a number, or any part of the words or keywords of one; the select
// stays what is sent. <input data-ask="/…"> asks that page for the rows: <li data-take="what goes into the box">.
// Without scripts the select is a select, and what was typed into the input is sought when it is sent.
import { onKey } from "./keys";

type Row = { value: string; label: string; group: string; words: string };
type Offer = { line: HTMLLIElement; take: () => void };

let boxes = 0;
const MOST = 12;
const PAUSE_MS = 200;

function rowsOf(select: HTMLSelectElement): Row[] {
  return Array.from(select.options)
    .filter((option) => option.value !== "")
    .map((option) => {
      const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
      const label = option.text.trim();
      return { value: option.value, label, group, words: `${label} ${option.dataset.words ?? ""}`.toLowerCase() };
    });
}

function matching(rows: Row[], typed: string): Row[] {
  const asked = typed.trim().toLowerCase();
  if (asked === "") return rows.slice(0, MOST);
  if (/^\d+$/.test(asked)) return rows.filter((row) => row.label.startsWith(asked)).slice(0, MOST);
  const parts = asked.split(/\s+/);
  const found = rows.filter((row) => parts.every((part) => row.words.includes(part)));
  const first = found.filter((row) => row.label.toLowerCase().includes(asked));
  return [...first, ...found.filter((row) => !first.includes(row))].slice(0, MOST);
}

/** Make a box a combobox with a list behind it, and give what shows offers in the list and what closes it. */
function listUnder(box: HTMLInputElement, label: string): { show: (offers: Offer[]) => void; close: () => void } {
  const name = `combo-${(boxes += 1)}`;
  const list = document.createElement("ul");
  list.id = name;
  list.className = "yb-combo__list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  list.hidden = true;
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": name,
    "aria-autocomplete": "list",
  })) {
    box.setAttribute(key, value);
  }
  box.autocomplete = "off";
  const frame = document.createElement("div");
  frame.className = "yb-combo";
  box.replaceWith(frame);
  frame.append(box, list);

  let shown: Offer[] = [];
  let marked = 0;

  const close = (): void => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (place: number): void => {
    marked = Math.min(Math.max(place, 0), shown.length - 1);
    Array.from(list.children).forEach((line, at) => line.setAttribute("aria-selected", String(at === marked)));
    const line = list.children[marked];
    if (line === undefined) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", line.id);
    line.scrollIntoView({ block: "nearest" });
  };
  const take = (offer: Offer): void => {
    close();
    offer.take();
  };
  const show = (offers: Offer[]): void => {
    shown = offers;
    list.replaceChildren(
      ...shown.map((offer, at) => {
        offer.line.id = `${name}-${at}`;
        offer.line.setAttribute("role", "option");
        offer.line.addEventListener("mousedown", (event) => event.preventDefault());
        offer.line.addEventListener("click", () => take(offer));
        return offer.line;
      }),
    );
    list.hidden = shown.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(0);
  };
  box.addEventListener("blur", close);
  onKey(box, (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) box.click();
      else mark(marked + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      const offer = shown[marked];
      if (offer === undefined) return;
      event.preventDefault();
      take(offer);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  return { show, close };
}

function enhance(select: HTMLSelectElement): void {
  const rows = rowsOf(select);
  const box = document.createElement("input");
  box.type = "text";
  box.className = select.className.replace("form-select", "form-control");
  box.id = `${select.id}_typed`;
  box.dataset.noDraft = "";
  if (select.getAttribute("aria-invalid") === "true") box.setAttribute("aria-invalid", "true");
  const described = select.getAttribute("aria-describedby");
  if (described !== null) box.setAttribute("aria-describedby", described);
  const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(select.id)}"]`);
  if (label !== null) label.htmlFor = box.id;
  select.after(box);
  const list = listUnder(box, label?.textContent?.trim() ?? "");
  select.hidden = true;
  select.required = false; // the server asks; a hidden box cannot be pointed at
  box.value = rows.find((row) => row.value === select.value)?.label ?? "";
  box.placeholder = Array.from(select.options).find((option) => option.value === "")?.text.trim() ?? "";

  const take = (row: Row): void => {
    select.value = row.value;
    box.value = row.label;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    box.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  };
  const open = (): void => {
    const typed = box.value === rows.find((row) => row.value === select.value)?.label ? "" : box.value;
    list.show(
      matching(rows, typed).map((row) => {
        const line = document.createElement("li");
        const group = document.createElement("span");
        group.className = "yb-soft";
        group.textContent = row.group;
        line.append(`${row.label} `, group);
        return { line, take: () => take(row) };
      }),
    );
  };
  box.addEventListener("focus", () => box.select());
  box.addEventListener("click", open);
  box.addEventListener("input", () => {
    select.value = "";
    open();
  });
}

function askFor(box: HTMLInputElement): void {
  const address = box.dataset.ask;
  if (address === undefined) return;
  const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(box.id)}"]`);
  const list = listUnder(box, label?.textContent?.trim() ?? "");
  let pause = 0;
  let asked = 0;

  const ask = async (): Promise<void> => {
    const number = (asked += 1);
    const answer = await fetch(`${address}?q=${encodeURIComponent(box.value.trim())}`).catch(() => null);
    if (answer === null || !answer.ok || number !== asked || document.activeElement !== box) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.show(
      Array.from(found.querySelectorAll<HTMLLIElement>("li[data-take]")).map((line) => ({
        line,
        take: () => {
          box.value = line.dataset.take ?? "";
          box.dispatchEvent(new Event("change", { bubbles: true }));
        },
      })),
    );
  };
  box.addEventListener("click", () => void ask());
  box.addEventListener("input", () => {
    asked += 1; // what was asked before this letter is no answer any more
    clearTimeout(pause);
    pause = window.setTimeout(() => void ask(), PAUSE_MS);
  });
  box.addEventListener("blur", () => {
    asked += 1;
    clearTimeout(pause);
  });
}

export function typeToChoose(root: ParentNode): void {
  root.querySelectorAll<HTMLSelectElement>("select[data-combo]:not([hidden])").forEach(enhance);
  root.querySelectorAll<HTMLInputElement>("input[data-ask]:not([role=combobox])").forEach(askFor);
}
