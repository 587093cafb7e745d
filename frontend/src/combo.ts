// <select data-combo> becomes a box to type in: a number, or any part of the words or keywords of a row.
// Arrow keys move, Enter takes, Escape closes (WAI-ARIA combobox with a listbox). The select stays what is sent,
// and stays as it is where there are no scripts.
import { onKey } from "./keys";

type Row = { value: string; label: string; group: string; words: string };

let boxes = 0;
const MOST = 12;

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

function enhance(select: HTMLSelectElement): void {
  const rows = rowsOf(select);
  const name = `combo-${(boxes += 1)}`;
  const box = document.createElement("input");
  box.type = "text";
  box.className = select.className.replace("form-select", "form-control");
  box.id = `${select.id}_typed`;
  box.autocomplete = "off";
  box.dataset.noDraft = "";
  const list = document.createElement("ul");
  list.id = name;
  list.className = "yb-combo__list";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  for (const [key, value] of Object.entries({
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": name,
    "aria-autocomplete": "list",
  })) {
    box.setAttribute(key, value);
  }
  if (select.getAttribute("aria-invalid") === "true") box.setAttribute("aria-invalid", "true");
  const described = select.getAttribute("aria-describedby");
  if (described !== null) box.setAttribute("aria-describedby", described);
  const label = document.querySelector<HTMLLabelElement>(`label[for="${CSS.escape(select.id)}"]`);
  if (label !== null) {
    label.htmlFor = box.id;
    list.setAttribute("aria-label", label.textContent?.trim() ?? "");
  }
  const frame = document.createElement("div");
  frame.className = "yb-combo";
  select.after(frame);
  frame.append(box, list);
  select.hidden = true;
  select.required = false; // the server asks; a hidden box cannot be pointed at
  box.value = rows.find((row) => row.value === select.value)?.label ?? "";
  box.placeholder = Array.from(select.options).find((option) => option.value === "")?.text.trim() ?? "";

  let shown: Row[] = [];
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
  const take = (row: Row): void => {
    select.value = row.value;
    box.value = row.label;
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
    box.form?.querySelector<HTMLButtonElement>("button[type=submit]")?.focus();
  };
  const open = (): void => {
    shown = matching(rows, box.value === rows.find((row) => row.value === select.value)?.label ? "" : box.value);
    list.replaceChildren(
      ...shown.map((row, at) => {
        const line = document.createElement("li");
        line.id = `${name}-${at}`;
        line.setAttribute("role", "option");
        const group = document.createElement("span");
        group.className = "yb-soft";
        group.textContent = row.group;
        line.append(`${row.label} `, group);
        line.addEventListener("mousedown", (event) => event.preventDefault());
        line.addEventListener("click", () => take(row));
        return line;
      }),
    );
    list.hidden = shown.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(0);
  };
  box.addEventListener("focus", () => box.select());
  box.addEventListener("click", open);
  box.addEventListener("input", () => {
    select.value = "";
    open();
  });
  box.addEventListener("blur", close);
  onKey(box, (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else mark(marked + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !list.hidden) {
      const row = shown[marked];
      if (row === undefined) return;
      event.preventDefault();
      take(row);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
}

export function typeToChoose(root: ParentNode): void {
  root.querySelectorAll<HTMLSelectElement>("select[data-combo]:not([hidden])").forEach(enhance);
}
